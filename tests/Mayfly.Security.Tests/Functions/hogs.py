"""Takes all it can get of one thing."""
import errno
import os
import time

MEGABYTE = 1 << 20


def disk():
    """Reserves space in /tmp until there is none."""
    taken = 0
    with open('/tmp/hog', 'wb') as file:
        try:
            while True:
                os.posix_fallocate(file.fileno(), taken, 8 * MEGABYTE)
                taken += 8 * MEGABYTE
        except OSError as error:
            end = errno.errorcode[error.errno]
    os.unlink('/tmp/hog')
    return {'taken': taken, 'end': end}


def memory():
    kept = []
    while True:
        kept.append(bytearray(os.urandom(1024)) * 8192)


def processes():
    """Starts processes until no more can be, and ends them."""
    children = []
    try:
        while len(children) < 5000:
            child = os.fork()
            if child == 0:
                time.sleep(600)
                os._exit(0)
            children.append(child)
        end = None
    except OSError as error:
        end = errno.errorcode[error.errno]
    for child in children:
        os.kill(child, 9)
        os.waitpid(child, 0)
    return {'started': len(children), 'end': end}


def bomb():
    while True:
        try:
            os.fork()
        except OSError:
            pass


def cpu(seconds):
    """Four processes at once, for so long as the clock tells: how much they used, and how long it took."""
    def used():
        return sum(os.times()[:4])

    before, start = used(), time.monotonic()
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            while time.monotonic() < start + seconds:
                pass
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return {'used': used() - before, 'wall': time.monotonic() - start}


def flood():
    line = b'flood ' * 2000 + b'\n'
    while True:
        os.write(1, line)


def handler(event, context):
    hog = event.get('hog')
    if hog == 'cpu':
        return cpu(event['seconds'])
    return globals()[hog]() if hog else 'well'
