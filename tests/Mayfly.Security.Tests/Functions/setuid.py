"""Starts the host's setuid programs and looks at whom the kernel made them."""
import os
import stat

FOLDERS = ['/usr/bin', '/usr/sbin', '/usr/lib/openssh', '/usr/lib/dbus-1.0', '/usr/libexec']


def setuid_programs():
    for folder in FOLDERS:
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            path = os.path.join(folder, name)
            state = os.lstat(path)
            if stat.S_ISREG(state.st_mode) and state.st_mode & stat.S_ISUID and os.access(path, os.X_OK):
                yield path


def run(path):
    """The ids that it has when it ends. It is looked at as a zombie: its ids stay until it is waited for."""
    child = os.fork()
    if child == 0:
        nothing = os.open('/dev/null', os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        os.execv(path, [path, '--help'])
    try:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        with open(f'/proc/{child}/status') as status:
            return next(line for line in status if line.startswith('Uid:')).removeprefix('Uid:').strip().replace('\t', ' ')
    finally:
        os.waitpid(child, 0)


def handler(event, context):
    return {'ran': {path: run(path) for path in setuid_programs()}}
