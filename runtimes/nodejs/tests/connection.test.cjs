'use strict';

const net = require('net');
const test = require('node:test');
const assert = require('node:assert');
const { once } = require('node:events');
const { connect } = require('../lib/connection.cjs');
const socketConnection = require('../lib/socket-connection.cjs');

const KINDS = {
  "libuv's handle": connect,
  'a socket of net': (host, port, onBytes, onLost) => socketConnection.connect(host, port, 1024, onBytes, onLost),
};

/** A connection of a kind, and the socket at its other end. */
async function open(t, kind) {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const received = [];
  const lost = Promise.withResolvers?.() ?? deferred();
  const connection = KINDS[kind]('127.0.0.1', server.address().port, (bytes) => received.push(Buffer.from(bytes)), lost.resolve);
  connection.write('zuerst: Zoë');
  const [peer] = await once(server, 'connection');
  t.after(() => (peer.destroy(), server.close()));
  return { connection, peer, received, lost: lost.promise };
}

function deferred() {
  const made = {};
  made.promise = new Promise((resolve) => (made.resolve = resolve));
  return made;
}

for (const kind of Object.keys(KINDS)) {
  test(`${kind}: what is written before the connection stands arrives first, text and bytes in their order`, async (t) => {
    const { connection, peer } = await open(t, kind);
    connection.writeAll([' a ', Buffer.from([0, 255]), ' é'], () => connection.write('!'));
    const expected = Buffer.concat([Buffer.from('zuerst: Zoë a '), Buffer.from([0, 255]), Buffer.from(' é!')]);
    let got = Buffer.alloc(0);
    for await (const piece of peer) {
      got = Buffer.concat([got, piece]);
      if (got.length >= expected.length) break;
    }
    assert.deepStrictEqual(got, expected);
  });

  test(`${kind}: bytes come in as they are sent`, async (t) => {
    const { peer, received } = await open(t, kind);
    const sent = Buffer.alloc(300_000, 'mayfly');
    peer.write(sent);
    while (Buffer.concat(received).length < sent.length) await new Promise(setImmediate);
    assert.deepStrictEqual(Buffer.concat(received), sent);
  });

  test(`${kind}: pieces have left only when a slow reader has made room`, async (t) => {
    const { connection, peer } = await open(t, kind);
    peer.pause();
    const large = Buffer.alloc(32 << 20, 1);
    let left = false;
    const done = new Promise((resolve) => connection.writeAll([large], () => resolve((left = true))));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    assert.strictEqual(left, false);
    peer.resume();
    await done;
  });

  test(`${kind}: the end of the other side is told`, async (t) => {
    const { peer, lost } = await open(t, kind);
    peer.destroy();
    await lost;
  });

  test(`${kind}: nobody there is told`, async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    await new Promise((resolve) => KINDS[kind]('127.0.0.1', port, () => assert.fail('bytes'), resolve));
  });
}
