'use strict';

const { Writable } = require('stream');
const { RuntimeFault, describe } = require('./errors.cjs');
const { headerText } = require('./runtime-api.cjs');

/**
 * The stream that a streaming handler writes its response to: chunks of one HTTP request on the Runtime API's connection.
 * A write's callback comes when the bytes have left, so a slow reader at the far end slows the function.
 */
class ResponseStream extends Writable {
  constructor(api, id, highWaterMark) {
    super({ highWaterMark });
    this._api = api;
    this._id = id;
    this._connection = null;
    this._contentType = 'application/octet-stream';
    this._prelude = null;
  }

  /** Whether anything has been sent: after that a failure can only be told in trailers. */
  get started() {
    return this._connection !== null;
  }

  setContentType(contentType) {
    if (this.started) throw new RuntimeFault('InvalidStreamingOperation', 'Cannot set content-type, too late.');
    this._contentType = contentType;
  }

  write(chunk, encoding, callback) {
    return super.write(sendable(chunk), encoding, callback);
  }

  end(chunk, encoding, callback) {
    return typeof chunk === 'function' || chunk === undefined || chunk === null
      ? super.end(chunk, encoding, callback)
      : super.end(sendable(chunk), encoding, callback);
  }

  /** Ends the response with what went wrong, for those who have read the first part of it. */
  failWith(error) {
    const description = describe(error);
    const body = Buffer.from(JSON.stringify(description)).toString('base64');
    this._connection.write(
      `0\r\nLambda-Runtime-Function-Error-Type: ${headerText(description.errorType)}\r\nLambda-Runtime-Function-Error-Body: ${body}\r\n\r\n`,
    );
    this.destroy();
  }

  _write(chunk, _encoding, callback) {
    const connection = this._begin();
    if (chunk.length === 0) return callback(); // an empty chunk would end the response
    connection.writeAll([`${chunk.length.toString(16)}\r\n`, chunk, '\r\n'], callback);
  }

  _final(callback) {
    const connection = this._begin();
    this._api.holdLoop(true); // all is said: from here on it is the connection that is waited for
    connection.writeAll(['0\r\n\r\n'], callback);
  }

  /** An answer before the end means that the platform wants no more of this response. */
  _onAnswer() {
    if (!this.writableFinished && !this.destroyed) this.destroy(new Error('The response stream was closed by the platform.'));
  }

  _begin() {
    if (this._connection === null) {
      this._connection = this._api.openStream(this._id, this._contentType, () => this._onAnswer());
      if (this._prelude !== null) {
        this._connection.writeAll([`${this._prelude.length.toString(16)}\r\n`, this._prelude, '\r\n']);
      }
    }
    return this._connection;
  }
}

/** AWS's stream takes any value and writes what is neither text nor bytes as JSON. */
function sendable(chunk) {
  return typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk);
}

module.exports = { ResponseStream };
