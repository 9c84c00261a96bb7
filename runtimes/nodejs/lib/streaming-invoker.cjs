'use strict';

const { describe } = require('./errors.cjs');
const { enter, plainContext, callbackContext } = require('./context.cjs');
const { HIGH_WATER_MARK } = require('./awslambda.cjs');
const { ResponseStream } = require('./response-stream.cjs');
const endings = require('./endings.cjs');
const log = require('./log.cjs');

/** Runs handlers made with awslambda.streamifyResponse: (event, responseStream, context) => promise. */
class StreamingInvoker {
  constructor(api, settings, handler) {
    this._api = api;
    this._settings = settings;
    this._handler = handler;
    this._highWaterMark = handler[HIGH_WATER_MARK];
    this.onEvent = (headers, body) => this._run(headers, body);
  }

  _run(headers, body) {
    const id = headers['lambda-runtime-aws-request-id'];
    const handler = this._handler; // called bare: no `this`, and a clean name in stack traces
    enter(headers);
    endings.begin(id);

    const stream = new ResponseStream(this._api, id, this._highWaterMark);
    let open = true;
    let returned = false;
    let context;

    const complete = () => {
      if (!open || !returned || !stream.writableFinished) return;
      open = false;
      this._finish(context);
    };
    const fail = (error) => {
      if (!open || endings.isEnding()) return;
      open = false;
      this._fail(id, stream, error);
    };

    stream.on('finish', complete);
    stream.on('error', fail);
    try {
      context = this._settings.promisesOnly ? plainContext(this._settings, headers) : callbackContext(this._settings, headers);
      const result = handler(JSON.parse(body), stream, context);
      if (typeof result?.then !== 'function') return fail(new Error('Streaming does not support non-async handlers.'));
      result.then((value) => {
        if (value !== undefined) console.warn('Streaming handlers ignore return values.');
        returned = true;
        complete();
      }, fail);
    } catch (error) {
      return fail(error);
    }
    this._api.holdLoop(false);
    endings.whenLoopEmpty(() => fail(new Error('Response stream is not finished.')));
  }

  _finish(context) {
    const next = () => {
      this._api.holdLoop(true);
      endings.finish();
      this._api.next(this.onEvent);
    };
    if (context.callbackWaitsForEmptyEventLoop !== true) return next();
    // Before Node.js 24, work that a streaming handler left behind is waited for.
    this._api.holdLoop(false);
    endings.whenLoopEmpty(next);
  }

  _fail(id, stream, error) {
    log.logError('Invoke Error', error);
    this._api.holdLoop(true);
    endings.finish();
    if (!stream.started) {
      stream.destroy();
      return this._api.fail(id, describe(error), this.onEvent);
    }
    if (!stream.writableFinished) stream.failWith(error); // else the response has gone out whole, and the failure is only in the log
    this._api.next(this.onEvent);
  }
}

module.exports = { StreamingInvoker };
