'use strict';

const log = require('./log.cjs');

let traceId; // what _X_AMZN_TRACE_ID holds now: writing process.env is slow enough to avoid when nothing changed

/** Brings the process-wide state in line with the event that begins: whose log lines these are, whose trace. */
function enter(headers) {
  log.setInvocation(headers['lambda-runtime-aws-request-id'], headers['lambda-runtime-aws-tenant-id']);
  const trace = headers['lambda-runtime-trace-id'];
  if (trace === traceId) return;
  traceId = trace;
  if (trace === undefined) delete process.env._X_AMZN_TRACE_ID;
  else process.env._X_AMZN_TRACE_ID = trace;
}

/** Takes back what enter() did. */
function leave() {
  log.setInvocation(undefined, undefined);
  traceId = undefined;
  delete process.env._X_AMZN_TRACE_ID;
}

/** The context object for handlers that return promises only (Node.js 24 and later). */
function plainContext(settings, headers) {
  const deadline = +headers['lambda-runtime-deadline-ms'];
  return {
    clientContext: parse(headers['lambda-runtime-client-context'], 'ClientContext'),
    identity: parse(headers['lambda-runtime-cognito-identity'], 'CognitoIdentity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    xRayTraceId: headers['lambda-runtime-trace-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
    functionName: settings.functionName,
    functionVersion: settings.functionVersion,
    memoryLimitInMB: settings.memoryLimitInMB,
    logGroupName: settings.logGroupName,
    logStreamName: settings.logStreamName,
  };
}

/** The context object of Node.js 22 and earlier: with the switch for the event loop, and the methods of the first days. */
function callbackContext(settings, headers, methods) {
  const deadline = +headers['lambda-runtime-deadline-ms'];
  return {
    callbackWaitsForEmptyEventLoop: true,
    succeed: methods?.succeed,
    fail: methods?.fail,
    done: methods?.done,
    functionVersion: settings.functionVersion,
    functionName: settings.functionName,
    memoryLimitInMB: settings.memoryLimitInMB,
    logGroupName: settings.logGroupName,
    logStreamName: settings.logStreamName,
    clientContext: parse(headers['lambda-runtime-client-context'], 'ClientContext'),
    identity: parse(headers['lambda-runtime-cognito-identity'], 'CognitoIdentity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

function parse(header, name) {
  if (header === undefined || header === '') return undefined;
  try {
    return JSON.parse(header);
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error}`);
  }
}

module.exports = { enter, leave, plainContext, callbackContext };
