"""A custom runtime: answers each event, or does the harm that the event asks for."""
import json
import os
import sys
import time
import urllib.request

API = 'http://' + os.environ['AWS_LAMBDA_RUNTIME_API'] + '/2018-06-01/runtime/'


def say(text):
    """One write a line: two threads speak."""
    os.write(1, (text + '\n').encode())


def register_internal():
    request = urllib.request.Request(
        'http://' + os.environ['AWS_LAMBDA_RUNTIME_API'] + '/2020-01-01/extension/register',
        data=b'{"events": ["INVOKE"]}', headers={'Lambda-Extension-Name': 'inner'})
    with urllib.request.urlopen(request) as answer:
        return answer.headers['Lambda-Extension-Identifier']


def follow_internal(identifier):
    while True:
        request = urllib.request.Request(
            'http://' + os.environ['AWS_LAMBDA_RUNTIME_API'] + '/2020-01-01/extension/event/next', headers={'Lambda-Extension-Identifier': identifier})
        with urllib.request.urlopen(request) as answer:
            say('inner got ' + json.load(answer)['eventType'])


open('/tmp/runtime', 'w').close()
say('runtime starts')
if os.environ.get('INTERNAL'):
    import threading
    threading.Thread(target=follow_internal, args=(register_internal(),), daemon=True).start()

while True:
    with urllib.request.urlopen(API + 'invocation/next') as answer:
        identifier = answer.headers['Lambda-Runtime-Aws-Request-Id']
        event = json.load(answer)
    say('handling %s' % event)
    if event.get('exit') is not None:
        sys.exit(event['exit'])
    if event.get('hang'):
        time.sleep(600)
    if event.get('fail'):
        urllib.request.urlopen(urllib.request.Request(
            API + 'invocation/' + identifier + '/error', data=b'{"errorType":"Function.Own"}', headers={'Lambda-Runtime-Function-Error-Type': 'Function.Own'}))
        continue
    if event.get('stream'):
        urllib.request.urlopen(urllib.request.Request(
            API + 'invocation/' + identifier + '/response', data=(part.encode() for part in event['stream']),
            headers={'Transfer-Encoding': 'chunked', 'Lambda-Runtime-Function-Response-Mode': 'streaming'}))
        continue
    urllib.request.urlopen(urllib.request.Request(API + 'invocation/' + identifier + '/response', data=json.dumps({'answer': event}).encode()))
