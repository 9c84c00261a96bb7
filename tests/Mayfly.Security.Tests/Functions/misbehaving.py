#!/usr/bin/python3
"""A customer's own runtime that breaks the Runtime API's rules, as its event tells."""
import http.client
import json
import os
import socket
import time

HOST, PORT = os.environ['AWS_LAMBDA_RUNTIME_API'].rsplit(':', 1)
INVOCATION = '/2018-06-01/runtime/invocation'


def request(method, path, body=None, timeout=None):
    connection = http.client.HTTPConnection(HOST, int(PORT), timeout=timeout)
    try:
        connection.request(method, path, body)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def respond(request_id, result):
    return request('POST', f'{INVOCATION}/{request_id}/response', json.dumps(result))[0]


def send(garbage):
    """What the server says to bytes that are no request; nothing is a good answer, too."""
    try:
        with socket.create_connection((HOST, int(PORT)), timeout=5) as connection:
            connection.settimeout(1)
            connection.sendall(garbage)
            return connection.recv(200).decode('latin-1').split('\r\n')[0]
    except OSError as error:
        return type(error).__name__


GARBAGE = [
    b'\x00\xff' * 5000, b'GET\r\n\r\n', b'POST /2018-06-01/runtime/invocation/x/response HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
    b'POST /2018-06-01/runtime/invocation/x/response HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n', b'GET / HTTP/1.1\r\nA: ' + b'a' * 200000,
    b'GET /2018-06-01/runtime/../../../etc/shadow HTTP/1.1\r\nHost: a\r\n\r\n', b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    b'POST /2018-06-01/runtime/init/error HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\xff\xfe{{',
]

last = None
told = []  # what earlier misdeeds were answered: reported with the next result
while True:
    _, headers, event = request('GET', f'{INVOCATION}/next')
    own = headers['Lambda-Runtime-Aws-Request-Id']
    event = json.loads(event)
    do = event.get('do')
    if do == 'twice':
        told = [respond(own, 'first'), respond(own, 'second')]
    elif do == 'late':
        time.sleep(event['seconds'])
        respond(own, 'late')
    elif do == 'foreign':
        told = [respond(other, 'stolen') for other in event['ids'] + [last]]
        respond(own, {'told': told})
    elif do == 'garbage':
        said = [send(bytes_) for bytes_ in GARBAGE]
        respond(own, {'said': said})
    elif do == 'ask for more':
        try:
            request('GET', f'{INVOCATION}/next', timeout=1)
        except OSError:
            pass
        respond(own, own)
    elif do == 'no JSON':
        request('POST', f'{INVOCATION}/{own}/response', b'\x00\xff{{{')
    else:
        respond(own, {'id': own, 'told': told})
    last = own
