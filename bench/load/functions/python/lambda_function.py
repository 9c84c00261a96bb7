"""The function that the Python measures run. Asked to, it tells what it sees of its sandbox."""

_invocations = 0


def handler(event, context):
    global _invocations
    _invocations += 1
    if event.get("probe"):
        return _probe()
    return {"message": "Hello, " + event["name"]}


def _probe():
    import os
    import platform

    return {
        "invocations": _invocations,
        "version": platform.python_version(),
        "processNamespace": os.readlink("/proc/self/ns/pid"),
        "temporaryFiles": os.listdir("/tmp"),
        "code": [name for name in os.listdir("/var/task") if name != "__pycache__"],
    }
