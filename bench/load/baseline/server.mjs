// The same handler behind Node's own http server: what an Invoke is compared with.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';

const { handler } = createRequire(import.meta.url)('../functions/node/index.js');

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const result = await handler(JSON.parse(Buffer.concat(chunks)));
    const body = JSON.stringify(result);
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  });
});
server.keepAliveTimeout = 0; // sides take turns: a connection may rest for longer than Node's five seconds
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
