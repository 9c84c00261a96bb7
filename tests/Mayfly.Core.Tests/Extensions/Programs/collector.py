#!/usr/bin/python3
"""An external extension as vendors write them: gathers telemetry over HTTP, says what it got, and does not let an event go before its invocation is reported."""
import http.server
import json
import os
import sys
import threading
import urllib.request

ROOT = 'http://' + os.environ['AWS_LAMBDA_RUNTIME_API']
NAME = os.path.basename(sys.argv[0])
done = threading.Condition()
reported = set()


class Sink(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        batch = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        self.send_response(200)
        self.send_header('Content-Length', '0')
        self.end_headers()
        for event in batch:
            # Its own words come back to it: saying them again would never end.
            if not (event['type'] == 'extension' and 'GOT' in event['record']):
                print('GOT', self.path, json.dumps(event), flush=True)
            if event['type'] == 'platform.runtimeDone':
                with done:
                    reported.add(event['record']['requestId'])
                    done.notify_all()

    def log_message(self, *arguments):
        pass


def call(method, path, body=None, **headers):
    request = urllib.request.Request(
        ROOT + path, method=method, data=None if body is None else json.dumps(body).encode(), headers={name.replace('_', '-'): value for name, value in headers.items()})
    return urllib.request.urlopen(request)


server = http.server.ThreadingHTTPServer(('0.0.0.0', 8080), Sink)
threading.Thread(target=server.serve_forever, daemon=True).start()
with call('POST', '/2020-01-01/extension/register', {'events': ['INVOKE', 'SHUTDOWN']}, Lambda_Extension_Name=NAME, Lambda_Extension_Accept_Feature='accountId') as answer:
    identifier = answer.headers['Lambda-Extension-Identifier']
    print('registered', answer.read().decode(), flush=True)
with call('PUT', '/2022-07-01/telemetry', {
        'schemaVersion': '2022-12-13', 'types': ['platform', 'function', 'extension'], 'buffering': {'maxItems': 1000, 'maxBytes': 262144, 'timeoutMs': 25},
        'destination': {'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain:8080/telemetry'}}, Lambda_Extension_Identifier=identifier) as answer:
    print('subscribed', answer.status, answer.read().decode().strip(), flush=True)
open('/tmp/registered', 'w').close()

while True:
    with call('GET', '/2020-01-01/extension/event/next', Lambda_Extension_Identifier=identifier) as answer:
        event = json.load(answer)
    if event['eventType'] == 'SHUTDOWN':
        print('SHUTDOWN', event['shutdownReason'], flush=True)
        sys.exit(0)
    print('INVOKE', event['requestId'], event['invokedFunctionArn'], event['tracing']['type'], flush=True)
    with done:
        done.wait_for(lambda: event['requestId'] in reported)
