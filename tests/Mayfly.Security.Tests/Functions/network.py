"""Tries to reach the host and other sandboxes over the network, and what it may not ask of its own Runtime API."""
import http.client
import os
import socket
import struct
from concurrent.futures import ThreadPoolExecutor

from attempts import attempt, boot


def connect(host, port):
    with socket.create_connection((host, port), timeout=2) as connection:
        return connection.getpeername()


def reach(places):
    with ThreadPoolExecutor(50) as pool:  # a dropped packet is waited for
        return dict(pool.map(lambda place: (f'{place[0]} {place[1]}', attempt(lambda: connect(*place))), places))


def connect_abstract(name):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect('\0' + name)
        return name


def gateways():
    """The routers that this sandbox knows: the host's end of its link."""
    with open('/proc/net/route') as table:
        rows = [line.split() for line in table][1:]
    return [socket.inet_ntoa(struct.pack('<L', int(row[2], 16))) for row in rows if row[2] != '00000000']


def ask_runtime_api(path):
    connection = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'], timeout=5)
    connection.request('GET', path)
    return connection.getresponse().status


def handler(event, context):
    if event.get('ask') == 'boot':
        return boot()
    hosts = event['hosts'] + (gateways() if event.get('gateways') else [])
    own_host, own_port = os.environ['AWS_LAMBDA_RUNTIME_API'].rsplit(':', 1)
    return {
        'reached': reach([(host, port) for host in hosts for port in event['ports']]),
        'abstract': {name: attempt(lambda: connect_abstract(name)) for name in event.get('abstract', [])},
        'own API': attempt(lambda: connect(own_host, int(own_port))),
        'ping': ask_runtime_api('/2018-06-01/ping'),
        'claim': ask_runtime_api('/mayfly/stem/claim'),
        'gateways': gateways(),
    }
