import base64
import logging
import os
import signal
import sys
import time


class OwnError(Exception):
    pass


_count = 0


def bytes_(event, context):
    data = base64.b64decode(event["data"])
    return {"length": len(data), "data": base64.b64encode(data).decode()}


def client_context(event, context):
    return context.client_context.custom["key"]


def context_(event, context):
    return {
        "requestId": context.aws_request_id,
        "functionName": context.function_name,
        "functionVersion": context.function_version,
        "invokedFunctionArn": context.invoked_function_arn,
        "memoryLimit": context.memory_limit_in_mb,
        "logGroup": context.log_group_name,
        "logStream": context.log_stream_name,
    }


def count(event, context):
    global _count
    _count += 1
    return _count


def hog(event, context):
    kept = []
    while True:
        kept.append(b"x" * (1 << 20))


def kill(event, context):
    os.kill(os.getpid(), signal.SIGKILL)


def log(event, context):
    getattr(logging.getLogger(), {"warn": "warning"}.get(event["level"], event["level"]))(event["message"])


def print_part(event, context):
    sys.stdout.write(event["text"])


def read(event, context):
    if not os.path.exists(event["path"]):
        return None
    with open(event["path"]) as file:
        return file.read()


def remaining(event, context):
    first = context.get_remaining_time_in_millis()
    while context.get_remaining_time_in_millis() >= first:
        time.sleep(0)
    return [first, context.get_remaining_time_in_millis()]


def throw(event, context):
    raise ValueError(event["message"])


def throw_own(event, context):
    raise OwnError(event["message"])


def write(event, context):
    try:
        with open(event["path"], "w") as file:
            file.write(event["text"])
        return "written"
    except OSError:
        return "refused"


ACTIONS = {
    "bytes": bytes_,
    "client-context": client_context,
    "context": context_,
    "count": count,
    "exit": lambda event, context: sys.exit(event["status"]),
    "folder": lambda event, context: os.getcwd(),
    "hang": lambda event, context: time.sleep(600),
    "hog": hog,
    "large": lambda event, context: "x" * event["size"],
    "log": log,
    "print": lambda event, context: print(event["text"]),
    "print-error": lambda event, context: print(event["text"], file=sys.stderr),
    "print-part": print_part,
    "read": read,
    "remaining": remaining,
    "signal": kill,
    "throw": throw,
    "throw-own": throw_own,
    "unserializable": lambda event, context: {1, 2},
    "variable": lambda event, context: os.environ.get(event["name"]),
    "write": write,
}


def echo(event, context):
    return event


def act(event, context):
    return ACTIONS[event["do"]](event, context)
