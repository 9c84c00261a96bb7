"""Tries to change what is not the function's to change."""
import os

from attempts import attempt, boot

FOLDERS = ['/', '/usr', '/usr/bin', '/bin', '/lib', '/etc', '/dev', '/opt', '/var', '/var/task', '/var/runtime', '/home', '/mnt', '/sys', '/proc', '/root', '/run']
FILES = [
    '/etc/passwd', '/etc/hosts', '/etc/resolv.conf', '/usr/bin/env', '/var/task/app.py', '/proc/sysrq-trigger', '/proc/kcore', '/dev/mem',
    '/proc/sys/kernel/core_pattern', '/proc/sys/kernel/hostname', '/proc/sys/kernel/modprobe', '/proc/sys/kernel/randomize_va_space',
    '/proc/sys/vm/drop_caches', '/proc/sys/net/ipv4/ip_forward', '/proc/sys/fs/file-max', '/sys/kernel/uevent_helper', '/sys/fs/cgroup/cgroup.procs',
]


def create(folder):
    path = os.path.join(folder, 'written-by-a-function')
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    os.unlink(path)


def handler(event, context):
    if event.get('ask') == 'boot':
        return boot()
    return {
        'created': {folder: attempt(lambda: create(folder)) for folder in FOLDERS},
        # opening is enough: writing might harm the machine if the wall were down
        'opened': {file: attempt(lambda: os.close(os.open(file, os.O_WRONLY))) for file in FILES},
        'permissions': {file: attempt(lambda: os.chmod(file, 0o777)) for file in ['/', '/tmp/..', '/usr', '/etc', '/var/task', '/var/task/app.py']},
        'own': attempt(lambda: create('/tmp')),
    }
