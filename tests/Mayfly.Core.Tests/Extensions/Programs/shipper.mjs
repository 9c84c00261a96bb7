#!/usr/bin/env node
// An external extension on Node.js: the older Logs API, over TCP, and raw HTTP for the rest.
import http from 'node:http';
import net from 'node:net';
import fs from 'node:fs';
import path from 'node:path';
import { EventEmitter, once } from 'node:events';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const name = path.basename(process.argv[1]);

function call(method, target, headers, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, method, path: target, headers }, answer => {
      let text = '';
      answer.on('data', part => { text += part; });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const lines = new EventEmitter();
let unreported = 0;
const sink = net.createServer(socket => {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', part => {
    const whole = (rest + part).split('\n');
    rest = whole.pop();
    for (const line of whole) {
      const event = JSON.parse(line);
      process.stdout.write(`LINE ${JSON.stringify(event)}\n`);
      if (event.type === 'platform.start') unreported++;
      if (event.type === 'platform.report') unreported--;
      lines.emit('line');
    }
  });
});
await new Promise(resolve => { sink.listen(8081, '127.0.0.1', resolve); });

const registered = await call('POST', '/2020-01-01/extension/register', { 'Lambda-Extension-Name': name }, { events: ['INVOKE', 'SHUTDOWN'] });
const identity = { 'Lambda-Extension-Identifier': registered.headers['lambda-extension-identifier'] };
const subscribed = await call('PUT', '/2020-08-15/logs', identity, {
  schemaVersion: '2021-03-18', types: ['platform', 'function'], buffering: { timeoutMs: 25 }, destination: { protocol: 'TCP', port: 8081 },
});
process.stdout.write(`subscribed ${subscribed.status} ${subscribed.text}`);
const other = await call('PUT', '/2022-07-01/telemetry', identity, {
  schemaVersion: '2022-12-13', types: ['platform'], destination: { protocol: 'TCP', port: 8081 },
});
process.stdout.write(`other api ${other.status}\n`);
fs.writeFileSync('/tmp/registered', '');

for (;;) {
  const event = JSON.parse((await call('GET', '/2020-01-01/extension/event/next', identity)).text);
  if (event.eventType === 'SHUTDOWN') {
    while (unreported > 0) await once(lines, 'line');
    process.stdout.write(`SHUTDOWN ${event.shutdownReason}\n`);
    process.exit(0);
  }
}
