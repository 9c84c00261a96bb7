'use strict';

const EMPTY = Buffer.alloc(0);
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Reads HTTP/1.1 responses from a byte stream that may be cut anywhere. Answers come out whole and in order:
 * `onResponse(status, headers, body)` with lower-case header names and the body as text (all that the Runtime API sends is UTF-8).
 */
class ResponseParser {
  constructor(onResponse) {
    this._onResponse = onResponse;
    this._rest = null; // bytes of an element that is not complete yet
    this._status = 0;
    this._headers = null; // set while a body is being read
    this._body = null; // a body of known length that did not come in one piece
    this._filled = 0;
    this._chunks = null; // pieces of a chunked body
  }

  /** Takes bytes that are valid only during the call: the connection reuses its buffer. */
  push(bytes) {
    if (this._rest !== null) {
      bytes = Buffer.concat([this._rest, bytes]);
      this._rest = null;
    }

    let at = 0;
    while (at < bytes.length) {
      const next = this._step(bytes, at);
      if (next === -1) {
        this._rest = Buffer.from(bytes.subarray(at));
        return;
      }
      at = next;
    }
  }

  _step(bytes, at) {
    if (this._body !== null) return this._fill(bytes, at);
    if (this._chunks !== null) return this._chunk(bytes, at);
    return this._head(bytes, at);
  }

  _head(bytes, at) {
    const end = bytes.indexOf(HEAD_END, at);
    if (end === -1) return -1;

    const head = bytes.toString('latin1', at, end);
    const bodyAt = end + 4;
    this._status = (head.charCodeAt(9) - 48) * 100 + (head.charCodeAt(10) - 48) * 10 + (head.charCodeAt(11) - 48);
    const headers = (this._headers = parseHeaders(head));

    if (this._status === 204 || this._status < 200) {
      this._finish('');
      return bodyAt;
    }
    const encoding = headers['transfer-encoding'];
    if (encoding !== undefined && encoding.toLowerCase().endsWith('chunked')) {
      this._chunks = [];
      return bodyAt;
    }

    const length = headers['content-length'] === undefined ? 0 : +headers['content-length'];
    if (bodyAt + length <= bytes.length) {
      this._finish(length === 0 ? '' : bytes.toString('utf8', bodyAt, bodyAt + length));
      return bodyAt + length;
    }
    this._body = Buffer.allocUnsafe(length);
    this._filled = 0;
    return bodyAt;
  }

  _fill(bytes, at) {
    const copied = bytes.copy(this._body, this._filled, at);
    this._filled += copied;
    if (this._filled === this._body.length) {
      const body = this._body;
      this._body = null;
      this._finish(body.toString());
    }
    return at + copied;
  }

  _chunk(bytes, at) {
    const lineEnd = bytes.indexOf('\r\n', at, 'latin1');
    if (lineEnd === -1) return -1;

    const size = parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (size === 0) {
      return this._endOfChunks(bytes, lineEnd + 2);
    }
    const dataAt = lineEnd + 2;
    if (dataAt + size + 2 > bytes.length) return -1;
    this._chunks.push(Buffer.from(bytes.subarray(dataAt, dataAt + size)));
    return dataAt + size + 2;
  }

  /** After the last chunk come trailer lines, which mean nothing here, and an empty line. */
  _endOfChunks(bytes, at) {
    for (;;) {
      const lineEnd = bytes.indexOf('\r\n', at, 'latin1');
      if (lineEnd === -1) return -1;
      if (lineEnd === at) break;
      at = lineEnd + 2;
    }
    const body = this._chunks.length === 0 ? EMPTY : Buffer.concat(this._chunks);
    this._chunks = null;
    this._finish(body.toString());
    return at + 2;
  }

  _finish(body) {
    const headers = this._headers;
    this._headers = null;
    if (this._status >= 200) this._onResponse(this._status, headers, body); // 1xx are no answers
  }
}

function parseHeaders(head) {
  const headers = { __proto__: null };
  let lineAt = head.indexOf('\r\n');
  while (lineAt !== -1) {
    lineAt += 2;
    let lineEnd = head.indexOf('\r\n', lineAt);
    const next = lineEnd;
    if (lineEnd === -1) lineEnd = head.length;
    const colon = head.indexOf(':', lineAt);
    if (colon !== -1 && colon < lineEnd) {
      const valueAt = head.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1;
      headers[head.slice(lineAt, colon).toLowerCase()] = head.slice(valueAt, lineEnd);
    }
    lineAt = next;
  }
  return headers;
}

module.exports = { ResponseParser };
