"""Plants links in its /tmp: to follow them, and in the hope that whoever cleans up follows them."""
import os

from attempts import attempt


def read(path):
    if os.path.isdir(path):
        return os.listdir(path)
    return open(path).read()


def handler(event, context):
    for number, target in enumerate(event['targets']):
        os.symlink(target, f'/tmp/symlink{number}')
    os.symlink('/', '/tmp/everything')
    return {
        'followed': {target: attempt(lambda: read(f'/tmp/symlink{number}')) for number, target in enumerate(event['targets'])},
        'hardlinks': {target: attempt(lambda: os.link(target, f'/tmp/hardlink{number}')) for number, target in enumerate(event['targets'] + ['/var/task/app.py', '/usr/bin/env', '/etc/passwd'])},
    }
