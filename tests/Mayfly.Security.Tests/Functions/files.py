"""Looks for files of the host's and of other functions."""
import os

from attempts import attempt, boot


def look(path):
    if os.path.isdir(path):
        names = os.listdir(path)
        if not names:
            raise FileNotFoundError(path)
        return names
    with open(path, 'rb') as file:
        return file.read(80)


def search(names):
    """Where files of these names are, anywhere but in the host's programs."""
    found = []
    for top in ['/', '/proc/1/root', '/proc/1/cwd', '/proc/self/root']:
        for folder, folders, files in os.walk(top):
            folders[:] = [name for name in folders if os.path.join(folder, name) not in ('/usr', '/proc', '/proc/1/root/usr', '/proc/1/root/proc', '/proc/self/root/usr', '/proc/self/root/proc')]
            found += [os.path.join(folder, name) for name in files + folders if name in names]
    return found


def handler(event, context):
    if event.get('ask') == 'boot':
        return boot()
    return {
        'paths': {path: attempt(lambda: look(path)) for path in event['paths']},
        'found': search(event['names']),
        'own': search(['attempts.py']),
    }
