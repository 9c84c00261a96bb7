'use strict';

const { isNativeError } = require('util').types;

/** What the runtime itself finds wrong, under the names that AWS gives it. */
class RuntimeFault extends Error {
  constructor(kind, message) {
    super(message);
    Object.defineProperty(this, 'name', { value: `Runtime.${kind}`, configurable: true, writable: true });
    // The stack was captured under the class's own name.
    this.stack = this.stack.replace(/^[^\n:]*/, this.name);
  }
}

class UnhandledPromiseRejection extends RuntimeFault {
  constructor(reason, promise) {
    super('UnhandledPromiseRejection', safeText(reason));
    this.reason = reason;
    this.promise = promise;
  }
}

/** Describes anything that was thrown in the shape that callers of a function see. */
function describe(error) {
  try {
    if (isNativeError(error) || looksLikeError(error)) {
      return { errorType: clean(error.name), errorMessage: clean(error.message), trace: clean(error.stack).split('\n') };
    }
    return { errorType: typeof error, errorMessage: error.toString(), trace: [] };
  } catch {
    // A getter that throws, a stack that is no text, null: AWS's own sentence for these.
    return {
      errorType: 'handled',
      errorMessage: 'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

/** An error as it stands in a text log: JSON with the members that JSON.stringify would leave out. */
function forTextLog(error) {
  try {
    return '\t' + JSON.stringify(error, (_key, value) => (value instanceof Error ? withHiddenMembers(value) : value));
  } catch {
    return '\t' + JSON.stringify(describe(error));
  }
}

function toError(value) {
  return value instanceof Error ? value : new Error(safeText(value));
}

function withHiddenMembers(error) {
  const members = { errorType: error.name, errorMessage: error.message, code: error.code, ...error };
  if (typeof error.stack === 'string') members.stack = error.stack.split('\n');
  return members;
}

function looksLikeError(value) {
  return (
    value !== null && typeof value === 'object' && typeof value.name === 'string' && value.name !== '' &&
    typeof value.message === 'string' && value.message !== '' && typeof value.stack === 'string' && value.stack !== ''
  );
}

function safeText(value) {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function clean(text) {
  return text.replaceAll('\x7F', '%7F');
}

module.exports = { RuntimeFault, UnhandledPromiseRejection, describe, forTextLog, toError };
