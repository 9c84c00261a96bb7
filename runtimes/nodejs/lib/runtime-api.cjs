'use strict';

const { connect } = require('./connection.cjs');
const { ResponseParser } = require('./response-parser.cjs');

const ignore = () => {};

/**
 * The Runtime API over one keep-alive connection. What is said most, "here is the answer, what is next?", is two pipelined
 * requests in one write: the answer's acknowledgement and the next event come back in order on the same connection.
 */
class RuntimeApi {
  /**
   * @param {string} address host:port
   * @param {() => void} onLost called when the connection is gone: this environment has no future then.
   */
  constructor(address, onLost) {
    const colon = address.lastIndexOf(':');
    this._onLost = onLost;
    this._onAnswer = []; // one reader for each request on the way, oldest first
    this._parser = new ResponseParser((status, headers, body) => this._onAnswer.shift()(status, headers, body));

    const tail = ` HTTP/1.1\r\nHost: ${address}\r\n`;
    this._next = `GET /2018-06-01/runtime/invocation/next${tail}\r\n`;
    this._tail = tail;

    this._connection = connect(address.slice(0, colon), +address.slice(colon + 1), (bytes) => this._parser.push(bytes), onLost);
  }

  /** Waits until this sandbox is given to a function. */
  claim(onGrant) {
    this._onAnswer.push((status, _headers, body) => {
      if (status !== 200) return this._onLost();
      onGrant(JSON.parse(body));
    });
    this._connection.write(`GET /mayfly/stem/claim${this._tail}\r\n`);
  }

  /** Asks for the first event; all later ones are asked for together with an answer. */
  next(onEvent) {
    this._expectEvent(onEvent);
    this._connection.write(this._next);
  }

  /** Answers with JSON text, and asks for the next event. */
  respond(id, json, onEvent) {
    this._onAnswer.push(ignore);
    this._expectEvent(onEvent);
    this._connection.write(
      `POST /2018-06-01/runtime/invocation/${id}/response${this._tail}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}${this._next}`,
    );
  }

  /** Reports a failed invocation, and asks for the next event. */
  fail(id, description, onEvent) {
    this._onAnswer.push(ignore);
    this._expectEvent(onEvent);
    this._connection.write(this._report(`/2018-06-01/runtime/invocation/${id}/error`, description) + this._next);
  }

  /** Reports the failure that ends this process, and calls back when it has arrived. */
  failLast(id, description, onDone) {
    this._onAnswer.push(onDone);
    const path = id === null ? '/2018-06-01/runtime/init/error' : `/2018-06-01/runtime/invocation/${id}/error`;
    this._connection.write(this._report(path, description));
    this._connection.ref();
  }

  /** Opens a streamed answer; the caller writes chunks to the connection that this returns. */
  openStream(id, contentType, onAnswer) {
    this._onAnswer.push(onAnswer);
    this._connection.write(
      `POST /2018-06-01/runtime/invocation/${id}/response${this._tail}Content-Type: ${contentType}\r\n` +
        'Lambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n' +
        'Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n',
    );
    return this._connection;
  }

  /** While a handler runs, the connection must not keep the event loop alive: an empty loop tells that nothing more will come. */
  holdLoop(hold) {
    if (hold) this._connection.ref();
    else this._connection.unref();
  }

  _expectEvent(onEvent) {
    this._onAnswer.push((status, headers, body) => {
      if (status !== 200) return this._onLost();
      onEvent(headers, body);
    });
  }

  _report(path, description) {
    const json = JSON.stringify(description);
    return (
      `POST ${path}${this._tail}Content-Type: application/vnd.aws.lambda.error+json\r\n` +
      `Lambda-Runtime-Function-Error-Type: ${headerText(description.errorType)}\r\n` +
      `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`
    );
  }
}

/** An error's name is the customer's text: nothing in it may break out of its header line. */
function headerText(text) {
  return String(text).replace(/[^\x20-\x7e]/g, '?').slice(0, 1024);
}

module.exports = { RuntimeApi, headerText };
