'use strict';

const log = require('./log.cjs');
const { UnhandledPromiseRejection, describe } = require('./errors.cjs');

// AWS's exit statuses for the two.
const UNCAUGHT = 129;
const UNHANDLED = 128;

let api;
let running = null; // the request id of the event that a handler has, null during Init
let initialised = false;
let ending = false;
let loopEmpty = null;

/** Watches for all the ways in which a process ends early, and reports them as AWS does before it goes. */
function watch(runtimeApi) {
  api = runtimeApi;
  process.on('uncaughtException', (error) => end('Uncaught Exception', error, UNCAUGHT));
  process.on('unhandledRejection', (reason, promise) => end('Unhandled Promise Rejection', new UnhandledPromiseRejection(reason, promise), UNHANDLED));
  process.on('beforeExit', () => {
    const listener = loopEmpty;
    loopEmpty = null;
    listener?.();
  });
}

/** Code that does not load: AWS reports it as an uncaught exception of the Init phase. */
function initFailed(error) {
  end('Uncaught Exception', error, UNCAUGHT);
}

function end(title, error, status) {
  log.logError(title, error);
  if (ending) process.exit(status);
  ending = true;
  if (initialised && running === null) process.exit(status); // between events there is no invocation to blame
  api.failLast(running, describe(error), () => process.exit(status));
}

/** Marks the event that the handler now has. */
function begin(id) {
  initialised = true;
  running = id;
}

/** Marks that the event has its answer. */
function finish() {
  running = null;
  loopEmpty = null;
}

/** As if no event had come yet. */
function forget() {
  finish();
  initialised = false;
}

/** Sets what happens when the event loop runs empty before the event has its answer. */
function whenLoopEmpty(listener) {
  loopEmpty = listener;
}

/** True once the process is on its way out: no further answer may be sent. */
function isEnding() {
  return ending;
}

module.exports = { watch, initFailed, begin, finish, forget, whenLoopEmpty, isEnding };
