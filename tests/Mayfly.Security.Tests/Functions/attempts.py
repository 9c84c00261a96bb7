"""What the hostile functions share: trying something, and telling how it ended."""
import ctypes
import errno
import os

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def attempt(what):
    """"ok" and what came of it, or the name of the error."""
    try:
        return f'ok {what()!r}'[:2000]
    except OSError as error:
        return errno.errorcode.get(error.errno, type(error).__name__)
    except Exception as error:
        return type(error).__name__


def syscall(number, *arguments):
    """The kernel's own answer, past any library."""
    padded = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    padded += [ctypes.c_long(0)] * (6 - len(padded))
    result = _libc.syscall(ctypes.c_long(number), *padded)
    if result < 0:
        raise OSError(ctypes.get_errno(), 'refused')
    return result


def boot():
    """How this environment came to be. A process's first environment stays in /proc, whatever it sets later."""
    with open('/proc/self/environ', 'rb') as environment:
        return 'FromStem' if b'MAYFLY_STEM=1' in environment.read().split(b'\0') else 'Direct'
