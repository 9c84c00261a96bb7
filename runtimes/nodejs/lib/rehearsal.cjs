'use strict';

const path = require('path');
const context = require('./context.cjs');
const endings = require('./endings.cjs');
const { loadHandler } = require('./handler-loader.cjs');
const { ResponseParser } = require('./response-parser.cjs');
const { RuntimeApi } = require('./runtime-api.cjs');
const { readSettings } = require('./settings.cjs');

const ROUNDS = 3;
const EVENT =
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: rehearsal\r\nLambda-Runtime-Deadline-Ms: 0\r\n' +
  'Lambda-Runtime-Invoked-Function-Arn: rehearsal\r\nLambda-Runtime-Trace-Id: rehearsal\r\nContent-Length: 2\r\n\r\n{}';

/**
 * Takes a function of the client's own through load, event and answer, before the stem is given to anybody: V8 compiles code when it
 * runs first, and that is half of a cold start. Nothing of it is left for the real function to see.
 * @param {() => void} done called when the stem is as it was.
 */
function rehearse(done) {
  const invokers = [];
  for (let i = 0; i < ROUNDS; i++) {
    invokers.push(require('./callback-invoker.cjs').CallbackInvoker, require('./promise-invoker.cjs').PromiseInvoker);
  }
  const next = () => {
    const Invoker = invokers.shift();
    if (Invoker === undefined) return leaveNoTrace(done);
    perform(Invoker, next);
  };
  next();
}

function perform(Invoker, done) {
  const settings = { ...readSettings(), handler: 'handler.handler', taskRoot: path.join(__dirname, 'rehearsal') };
  const api = deafApi(done);
  loadHandler(settings, (handler) => {
    const invoker = new Invoker(api, settings, handler);
    api.next(invoker.onEvent);
    new ResponseParser((_status, headers, body) => invoker.onEvent(headers, body)).push(Buffer.from(EVENT));
  }, done);
}

/** The real client with nobody at the other end. */
function deafApi(answered) {
  const api = Object.create(RuntimeApi.prototype);
  return Object.assign(api, {
    _onAnswer: [],
    _tail: ' HTTP/1.1\r\nHost: rehearsal\r\n',
    _next: '',
    _connection: { ref() {}, unref() {}, write: (text) => text.startsWith('POST') && setImmediate(answered) },
  });
}

function leaveNoTrace(done) {
  delete require.cache[path.join(__dirname, 'rehearsal', 'handler.cjs')];
  context.leave();
  endings.forget();
  done();
}

module.exports = { rehearse };
