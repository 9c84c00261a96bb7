"""Looks for other processes, and tries to signal and to read them."""
import os
import signal

from attempts import attempt, boot


def read(path):
    with open(path, 'rb') as file:
        return file.read().decode('utf-8', 'replace')


def status(process):
    return dict(line.split(':\t', 1) for line in read(f'/proc/{process}/status').splitlines() if ':\t' in line)


def descriptors(process):
    folder = f'/proc/{process}/fd'
    return {f'{process} {name}': attempt(lambda: os.readlink(f'{folder}/{name}')) for name in os.listdir(folder)}


def mine():
    return [int(name) for name in os.listdir('/proc') if name.isdigit()]


def handler(event, context):
    if event.get('ask') == 'boot':
        return boot()
    if event.get('ask') == 'kill everything':
        return attempt(lambda: os.kill(-1, signal.SIGKILL))
    return {
        'status': {str(i): status(i) for i in mine()},
        'ids': {str(i): read(f'/proc/{i}/cmdline') for i in mine()},
        'environments': {str(i): attempt(lambda: read(f'/proc/{i}/environ')) for i in mine() if i != os.getpid()},
        'namespaces': {name: os.readlink(f'/proc/self/ns/{name}') for name in os.listdir('/proc/self/ns')},
        'signals': {str(i): attempt(lambda: os.kill(i, 0)) for i in event['strangers'] if i not in mine()},
        'descriptors': {key: target for i in mine() for key, target in descriptors(i).items()},
    }
