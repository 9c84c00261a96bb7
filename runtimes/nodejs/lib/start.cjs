'use strict';

const log = require('./log.cjs');
const { RuntimeFault } = require('./errors.cjs');
const { readSettings } = require('./settings.cjs');
const { loadHandler } = require('./handler-loader.cjs');
const endings = require('./endings.cjs');

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const telemetry = takeTelemetryDescriptor();

/** The Init phase: prepares the process for one function, loads the handler, and asks for the first event. */
function start(api) {
  const settings = readSettings();
  log.install(telemetry);
  endings.watch(api);
  if (settings.globalAwslambda) require('./awslambda.cjs').install();
  loadHandler(settings, (handler) => serve(api, settings, handler), endings.initFailed);
}

function serve(api, settings, handler) {
  let Invoker;
  try {
    Invoker = invokerFor(settings, handler);
  } catch (fault) {
    return endings.initFailed(fault);
  }
  const invoker = new Invoker(api, settings, handler);
  api.next(invoker.onEvent);
}

function invokerFor(settings, handler) {
  const streaming = handler[STREAMING];
  if (streaming === 'response') return require('./streaming-invoker.cjs').StreamingInvoker;
  if (streaming !== undefined && streaming !== null && streaming !== false) {
    throw new RuntimeFault('MalformedStreamingHandler', 'Only response streaming is supported.');
  }
  if (!settings.promisesOnly) {
    if (handler.length === 3 && handler.constructor?.name !== 'AsyncFunction' && settings.warnOfCallbacks) {
      console.warn(
        'AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. You will need to update this function to use an async handler to use Node.js 24 or later. For more information and to provide feedback on this change, see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. To disable this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.',
      );
    }
    return require('./callback-invoker.cjs').CallbackInvoker;
  }
  if (handler.length >= 3) {
    throw new RuntimeFault(
      'CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return require('./promise-invoker.cjs').PromiseInvoker;
}

/** The descriptor is between the platform and this client; the function's own code does not see it in its environment. */
function takeTelemetryDescriptor() {
  const text = process.env._LAMBDA_TELEMETRY_LOG_FD;
  delete process.env._LAMBDA_TELEMETRY_LOG_FD;
  return /^\d+$/.test(text ?? '') ? +text : null;
}

module.exports = { start };
