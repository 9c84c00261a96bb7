'use strict';

const { RuntimeFault, describe } = require('./errors.cjs');
const { enter, plainContext } = require('./context.cjs');
const endings = require('./endings.cjs');
const log = require('./log.cjs');

/** Runs handlers whose returned value, or the value of whose promise, is the answer: Node.js 24 and later. */
class PromiseInvoker {
  constructor(api, settings, handler) {
    this._api = api;
    this._settings = settings;
    this._handler = handler;
    this.onEvent = (headers, body) => this._run(headers, body);
  }

  _run(headers, body) {
    const id = headers['lambda-runtime-aws-request-id'];
    const handler = this._handler; // called bare: no `this`, and a clean name in stack traces
    enter(headers);
    endings.begin(id);

    const succeed = (result) => setImmediate(() => this._succeed(id, result)); // rejections nobody handled surface first, as on AWS
    const fail = (error) => setImmediate(() => this._fail(id, error));
    let result;
    try {
      result = handler(JSON.parse(body), plainContext(this._settings, headers));
    } catch (error) {
      return fail(error);
    }
    if (typeof result?.then !== 'function') return succeed(result);
    this._api.holdLoop(false);
    result.then(succeed, fail);
  }

  _succeed(id, result) {
    if (endings.isEnding()) return;
    let json;
    try {
      json = JSON.stringify(result) ?? 'null';
    } catch {
      return this._fail(id, new RuntimeFault('JSONStringifyError', 'Unable to stringify response body'));
    }
    this._api.holdLoop(true);
    endings.finish();
    this._api.respond(id, json, this.onEvent);
  }

  _fail(id, error) {
    if (endings.isEnding()) return;
    log.logError('Invoke Error', error);
    this._api.holdLoop(true);
    endings.finish();
    this._api.fail(id, describe(error), this.onEvent);
  }
}

module.exports = { PromiseInvoker };
