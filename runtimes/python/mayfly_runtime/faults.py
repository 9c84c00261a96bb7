"""What the runtime itself finds wrong, and the shape in which callers of a function see any error."""

import traceback


class RuntimeFault(Exception):
    """A fault under the name that AWS gives it, such as Runtime.HandlerNotFound."""

    def __init__(self, kind, message, stack_trace=None):
        super().__init__(message)
        self.kind = "Runtime." + kind
        self.message = message
        self.stack_trace = stack_trace or []


def describe(error, request_id=""):
    """Describes an exception as AWS does. The runtime's own frames stay out of its trace."""
    if isinstance(error, RuntimeFault):
        return _shape(error.message, error.kind, error.stack_trace, request_id)
    return _shape(str(error), type(error).__name__, format_frames(error.__traceback__), request_id)


def format_frames(tb):
    frames = traceback.extract_tb(tb)
    for index, frame in enumerate(frames):
        if not frame.filename.startswith(_OWN_FOLDER):
            frames = frames[index:]
            break
    return traceback.format_list([(f.filename, f.lineno, f.name, f.line) for f in frames])


def _shape(message, kind, stack_trace, request_id):
    return {
        "errorMessage": message or "",
        "errorType": kind or "",
        "requestId": request_id or "",
        "stackTrace": stack_trace,
    }


_OWN_FOLDER = __file__.rpartition("mayfly_runtime")[0]
