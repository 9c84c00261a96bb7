'use strict';

const { forTextLog, toError } = require('./errors.cjs');

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const REQUEST_ID = Symbol.for('aws.lambda.runtime.requestId'); // where AWS's own runtime keeps it, and some tools look
const TENANT_ID = Symbol.for('aws.lambda.runtime.tenantId');

let write; // (line, date): sends one finished message
let json = false;
let format; // util.format, loaded when a message first needs it

/**
 * Makes console.* write lines as AWS's runtime does, to the platform's framed pipe where there is one.
 * @param {number|null} descriptor of the framed pipe; null writes to standard output.
 */
function install(descriptor) {
  json = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';
  write = descriptor === null ? writeLine : require('./frames.cjs').frameWriter(descriptor);

  const lowest = Math.max(LEVELS.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase()), 0);
  for (const [method, level] of [['trace', 0], ['debug', 1], ['info', 2], ['warn', 3], ['error', 4], ['fatal', 5]]) {
    const name = LEVELS[level];
    console[method] = level < lowest ? () => {} : (...values) => emit(name, values);
  }
  console.log = console.info;
}

function emit(level, values) {
  const now = new Date();
  const id = globalThis[REQUEST_ID];
  if (json) return write(jsonMessage(now, id, level, values), now);
  const only = values[0];
  const text = values.length === 1 && typeof only === 'string' ? only : formatted(values);
  write(`${now.toISOString()}\t${id}\t${level}\t${text}`, now);
}

function jsonMessage(now, id, level, values) {
  const entry = { timestamp: now.toISOString(), level, requestId: id };
  if (globalThis[TENANT_ID] !== undefined) entry.tenantId = globalThis[TENANT_ID];

  if (values.length === 1) {
    entry.message = values[0];
    try {
      return JSON.stringify(entry, errorMembers);
    } catch {
      // Circular, or a BigInt: the inspected form says what JSON cannot.
      entry.message = formatted(values);
      return JSON.stringify(entry);
    }
  }

  entry.message = formatted(values);
  const error = values.find((value) => value instanceof Error);
  if (error !== undefined) {
    entry.errorType = error.constructor?.name ?? 'UnknownError';
    entry.errorMessage = error.message;
    entry.stackTrace = typeof error.stack === 'string' ? error.stack.split('\n') : [];
  }
  return JSON.stringify(entry);
}

function errorMembers(_key, value) {
  if (!(value instanceof Error)) return value;
  return {
    errorType: value.constructor?.name ?? 'UnknownError',
    errorMessage: value.message,
    stackTrace: typeof value.stack === 'string' ? value.stack.split('\n') : value.stack,
    ...value,
  };
}

/** Reports what ended an invocation or the process, in the customer's log. */
function logError(title, value) {
  if (json) console.error(toError(value));
  else console.error(title, forTextLog(toError(value)));
}

/** Without frames a line feed would end the event, so lines inside a message are parted by carriage returns, as AWS does. */
function writeLine(message) {
  process.stdout.write(message.replaceAll('\n', '\r') + '\n');
}

function formatted(values) {
  format ??= require('util').format;
  return format(...values);
}

/** Which invocation the lines belong to from now on. */
function setInvocation(id, tenantId) {
  globalThis[REQUEST_ID] = id;
  globalThis[TENANT_ID] = tenantId;
}

module.exports = { install, logError, setInvocation };
