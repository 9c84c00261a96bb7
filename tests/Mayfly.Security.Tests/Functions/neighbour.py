"""The harmless function that must not come to harm: it counts, keeps a file, and can wait in the middle of an invocation."""
import os
import socket
import time
import uuid

from attempts import boot

count = 0
listeners = []


def own_address():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(('192.0.2.1', 9))  # sends nothing, but chooses an address
        return probe.getsockname()[0]


def handler(event, context):
    global count
    ask = event.get('ask')
    if ask == 'boot':
        return boot()
    if ask == 'leave a file':
        name = uuid.uuid4().hex
        open('/tmp/secret', 'w').write(name)
        open('/tmp/' + name, 'w').write(name)
        return name
    if ask == 'read the file':
        name = open('/tmp/secret').read()
        return open('/tmp/' + name).read()
    if ask == 'listen':
        listeners.append(socket.create_server(('', 0)))
        return {'address': own_address(), 'port': listeners[-1].getsockname()[1], 'api': os.environ['AWS_LAMBDA_RUNTIME_API']}
    if ask == 'wait':
        with open('/tmp/writing', 'w') as file:
            file.write(context.aws_request_id)
        os.rename('/tmp/writing', '/tmp/' + event['sign'])
        while not os.path.exists('/tmp/go'):
            time.sleep(0.01)
        return context.aws_request_id
    count += 1
    return count
