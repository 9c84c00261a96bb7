'use strict';

const fs = require('fs');

const HEADER_BYTES = 16;
const TEXT_FRAME = 0xa55a0003;
const asleep = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes messages to the platform's telemetry pipe, each framed so that a message of many lines stays one event:
 * type (4 bytes), length (4), microseconds since 1970 (8), text; all big-endian.
 */
function frameWriter(descriptor) {
  return (message, date) => {
    const length = Buffer.byteLength(message) + 1;
    const frame = Buffer.allocUnsafe(HEADER_BYTES + length);
    const microseconds = date.getTime() * 1000;
    frame.writeUInt32BE(TEXT_FRAME, 0);
    frame.writeUInt32BE(length, 4);
    frame.writeUInt32BE(Math.floor(microseconds / 0x100000000), 8);
    frame.writeUInt32BE(microseconds % 0x100000000, 12);
    frame.write(message, HEADER_BYTES, 'utf8');
    frame[frame.length - 1] = 10;
    writeAll(descriptor, frame);
  };
}

function writeAll(descriptor, bytes) {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += fs.writeSync(descriptor, bytes, at, bytes.length - at);
    } catch (error) {
      if (error.code === 'EPIPE') return; // nobody reads logs any more; the function's work matters more
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(asleep, 0, 0, 1); // a full pipe that does not block: a log flood slows its own function
    }
  }
}

module.exports = { frameWriter };
