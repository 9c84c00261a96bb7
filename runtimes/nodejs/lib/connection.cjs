'use strict';

const { binding } = require('./bindings.cjs');

const READ_BUFFER_BYTES = 64 * 1024;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/**
 * A TCP connection that is read into one buffer of its own.
 * @param {(bytes: Buffer) => void} onBytes gets bytes that are valid only during the call.
 * @param {() => void} onLost called when the connection is gone.
 */
function connect(host, port, onBytes, onLost) {
  const tcp = binding('tcp_wrap');
  const stream = binding('stream_wrap');
  return tcp && stream && ADDRESS.test(host)
    ? new HandleConnection(tcp, stream, host, port, onBytes, onLost)
    : require('./socket-connection.cjs').connect(host, port, READ_BUFFER_BYTES, onBytes, onLost);
}

/**
 * libuv's handle itself. A boot need not load the stream machinery of `net` for it, a few milliseconds of a cold start, and a warm invocation
 * does not pass through that machinery.
 */
class HandleConnection {
  constructor({ TCP, TCPConnectWrap, constants }, { WriteWrap, streamBaseState, kReadBytesOrError, kLastWriteWasAsync }, host, port, onBytes, onLost) {
    this._WriteWrap = WriteWrap;
    this._wasAsync = () => streamBaseState[kLastWriteWasAsync] !== 0;
    this._onLost = onLost;

    const buffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);
    const handle = (this._handle = new TCP(constants.SOCKET));
    handle.useUserBuffer(buffer);
    handle.onread = () => {
      const count = streamBaseState[kReadBytesOrError];
      if (count > 0) onBytes(buffer.subarray(0, count));
      else if (count < 0) onLost();
    };

    const request = new TCPConnectWrap();
    request.oncomplete = (status) => {
      if (status < 0 || handle.readStart() < 0) return onLost();
      handle.setNoDelay(true);
    };
    if (handle.connect(request, host, port) < 0) process.nextTick(onLost);
  }

  /** What is written before the connection stands goes out when it does. */
  write(text) {
    const request = new this._WriteWrap();
    this._await(request, this._handle.writeUtf8String(request, text), undefined);
  }

  /**
   * Text and bytes, in one system call.
   * @param {(string | Uint8Array)[]} pieces
   * @param {() => void} [onSent] called when they have left, not before a slow reader has made room.
   */
  writeAll(pieces, onSent) {
    const request = new this._WriteWrap();
    const withEncodings = [];
    for (const piece of pieces) withEncodings.push(piece, typeof piece === 'string' ? 'utf8' : 'buffer');
    request.pieces = pieces; // libuv reads bytes where they are
    this._await(request, this._handle.writev(request, withEncodings, false), onSent);
  }

  ref() {
    this._handle.ref();
  }

  unref() {
    this._handle.unref();
  }

  _await(request, error, onSent) {
    if (error < 0) return process.nextTick(this._onLost);
    if (!this._wasAsync()) return onSent?.();
    request.oncomplete = (status) => {
      if (status < 0) return this._onLost();
      onSent?.();
    };
  }
}

module.exports = { connect };
