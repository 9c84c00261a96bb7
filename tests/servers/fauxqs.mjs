// Serves SQS, SNS and S3 on loopback until its input ends: node fauxqs.mjs PORT. Prints the port when it serves.
// Run with the folder as working directory that fauxqs is installed in.
import net from 'node:net';
import { pathToFileURL } from 'node:url';

// fauxqs listens on all addresses and has no setting for it.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (options, ...rest) {
  return listen.call(this, typeof options === 'object' && options !== null && options.host ? { ...options, host: '127.0.0.1' } : options, ...rest);
};

const { startFauxqs } = await import(pathToFileURL(`${process.cwd()}/node_modules/fauxqs/dist/app.js`));
const server = await startFauxqs({ port: Number(process.argv[2]), logger: false });
for (const queue of ['told', 'letters', 'heard']) {
  server.createQueue(queue);
}
server.createQueue('ordered.fifo', { attributes: { FifoQueue: 'true' } });
server.createTopic('news');
server.subscribe({ topic: 'news', queue: 'heard' });
server.createBucket('kept');
console.log(server.port);
process.stdin.on('end', () => process.exit(0)).resume();
