'use strict';

const net = require('net');

/** The same as connection.cjs with Node.js's public API, for one that does not give its handles away. */
function connect(host, port, bufferBytes, onBytes, onLost) {
  const buffer = Buffer.allocUnsafeSlow(bufferBytes);
  const socket = net.connect({
    host,
    port,
    noDelay: true,
    onread: {
      buffer,
      callback: (count) => {
        onBytes(buffer.subarray(0, count));
        return true;
      },
    },
  });
  for (const event of ['error', 'close', 'end']) socket.on(event, onLost);
  return {
    write: (text) => socket.write(text),
    writeAll(pieces, onSent) {
      socket.cork();
      pieces.forEach((piece, i) => socket.write(piece, i === pieces.length - 1 ? onSent : undefined));
      socket.uncork();
    },
    ref: () => socket.ref(),
    unref: () => socket.unref(),
  };
}

module.exports = { connect };
