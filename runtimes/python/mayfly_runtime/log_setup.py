"""Sets up Python's logging as AWS does: one handler on the root logger, in text or JSON, with the request's id in each line."""

import json
import logging
import time
import traceback

_TIME = "%Y-%m-%dT%H:%M:%S"
_STANDARD_MEMBERS = frozenset(
    "name msg args levelname levelno pathname filename module exc_info exc_text stack_info lineno funcName created msecs "
    "relativeCreated thread threadName processName process taskName aws_request_id tenant_id".split()
)


class Invocation:
    """Which invocation log lines belong to now."""

    request_id = None
    tenant_id = None


def install(sink, log_format, log_level):
    logging.Formatter.converter = time.gmtime
    handler = _SinkHandler(sink)
    if is_json(log_format):
        handler.setFormatter(_JsonFormatter())
    else:
        handler.setFormatter(
            logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", _TIME)
        )
    handler.addFilter(_mark_with_invocation)

    root = logging.getLogger()
    level = {"TRACE": "DEBUG"}.get((log_level or "").upper(), (log_level or "").upper())
    if level in logging._nameToLevel:
        root.setLevel(level)
    root.addHandler(handler)


def is_json(log_format):
    return (log_format or "").upper() == "JSON"


def log_error(error, sink, as_json):
    """Reports what ended an invocation or the Init phase, in the customer's log."""
    if as_json:
        entry = {"timestamp": time.strftime(_TIME + "Z", time.gmtime()), "log_level": "ERROR"}
        entry.update(error)
        return sink.write_error([json.dumps(entry, ensure_ascii=False)])

    first = "[ERROR]"
    if error["errorType"]:
        first += " " + error["errorType"]
    if error["errorMessage"]:
        first += (": " if error["errorType"] else " ") + error["errorMessage"]
    lines = [first, "Traceback (most recent call last):"]
    for element in error["stackTrace"]:
        lines.extend(_keep_indentation(line) for line in element.splitlines())
    sink.write_error(lines)


def _keep_indentation(line):
    """No-break spaces, since log viewers strip ordinary ones."""
    text = line.lstrip(" ")
    return "\u00a0" * (len(line) - len(text)) + text


class _SinkHandler(logging.Handler):
    def __init__(self, sink):
        super().__init__()
        self.log_sink = sink

    def emit(self, record):
        self.log_sink.write(self.format(record))


def _mark_with_invocation(record):
    record.aws_request_id = Invocation.request_id or ""
    record.tenant_id = Invocation.tenant_id
    return True


class _JsonFormatter(logging.Formatter):
    def __init__(self):
        super().__init__(datefmt=_TIME + "Z")
        self._encode = json.JSONEncoder(ensure_ascii=False, default=str).encode

    def format(self, record):
        level = min(50, max(0, record.levelno)) // 10 * 10
        entry = {
            "timestamp": self.formatTime(record, self.datefmt),
            "level": logging.getLevelName(level),
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info:
            kind, error, tb = record.exc_info
            if kind is not None:
                entry["stackTrace"] = traceback.format_tb(tb)
                entry["errorType"] = kind.__name__
                entry["errorMessage"] = str(error)
        entry["requestId"] = record.aws_request_id
        if record.exc_info:
            entry["location"] = "%s:%s:%s" % (record.pathname, record.funcName, record.lineno)
        if record.tenant_id is not None:
            entry["tenantId"] = record.tenant_id
        for name, value in record.__dict__.items():
            if name not in _STANDARD_MEMBERS and name not in entry and value is not None:
                entry[name] = value
        return self._encode(entry) + "\n"
