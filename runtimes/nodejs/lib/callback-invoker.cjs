'use strict';

const { RuntimeFault, describe } = require('./errors.cjs');
const { enter, callbackContext } = require('./context.cjs');
const endings = require('./endings.cjs');
const log = require('./log.cjs');

/**
 * Runs handlers as Node.js 22 and earlier have them: an answer comes from a promise, from the callback (then, unless told
 * otherwise, after the event loop has run empty), or from context.succeed, fail and done. The first one counts.
 */
class CallbackInvoker {
  constructor(api, settings, handler) {
    this._api = api;
    this._settings = settings;
    this._handler = handler;
    this._isAsync = handler.constructor?.name === 'AsyncFunction';
    this.onEvent = (headers, body) => this._run(headers, body);
  }

  _run(headers, body) {
    const id = headers['lambda-runtime-aws-request-id'];
    const handler = this._handler; // called bare: no `this`, and a clean name in stack traces
    enter(headers);
    endings.begin(id);

    let open = true; // no answer was chosen yet
    let context;
    const fail = (error) => {
      if (!open || endings.isEnding()) return;
      open = false;
      this._fail(id, error ?? 'handled');
    };
    const succeed = (result) => {
      if (!open || endings.isEnding()) return;
      const json = stringify(result);
      if (json === null) return fail(new Error('Unable to stringify response body'));
      open = false;
      this._succeed(id, json);
    };
    const done = (error, result) => (error === undefined || error === null ? succeed(result) : fail(error));
    const callback = (error, result) => {
      if (error !== undefined && error !== null) return fail(error);
      if (!context.callbackWaitsForEmptyEventLoop) return succeed(result);
      if (!open || endings.isEnding()) return;
      open = false;
      this._api.holdLoop(false);
      endings.whenLoopEmpty(() => this._succeedLate(id, result));
    };

    try {
      context = callbackContext(this._settings, headers, { succeed, fail, done });
      const result = handler(JSON.parse(body), context, callback);
      if (typeof result?.then === 'function') result.then(succeed, fail);
    } catch (error) {
      return fail(error);
    }
    if (!open) return;
    this._api.holdLoop(false);
    endings.whenLoopEmpty(() => {
      // Nothing is left that could ever answer.
      if (this._isAsync) fail(neverSettled());
      else succeed(null);
    });
  }

  _succeedLate(id, result) {
    const json = stringify(result);
    if (json === null) this._fail(id, new Error('Unable to stringify response body'));
    else this._succeed(id, json);
  }

  _succeed(id, json) {
    this._api.holdLoop(true);
    endings.finish();
    this._api.respond(id, json, this.onEvent);
  }

  _fail(id, error) {
    log.logError('Invoke Error', error);
    this._api.holdLoop(true);
    endings.finish();
    this._api.fail(id, describe(error), this.onEvent);
  }
}

function stringify(result) {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch {
    return null;
  }
}

function neverSettled() {
  return new RuntimeFault(
    'NodeJsExit',
    'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
  );
}

module.exports = { CallbackInvoker };
