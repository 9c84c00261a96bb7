'use strict';

/** What the environment says about the function, read once: process.env is a system call away from being a plain object. */
function readSettings() {
  const env = process.env;
  return {
    handler: env._HANDLER ?? '',
    taskRoot: env.LAMBDA_TASK_ROOT ?? process.cwd(),
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    promisesOnly: runtimeMajor(env.AWS_EXECUTION_ENV) >= 24,
    warnOfCallbacks: env.AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING === undefined,
    globalAwslambda: env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA !== '1' && env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA !== 'true',
  };
}

/** AWS took callbacks away with its identifier nodejs24.x, so that name decides before the interpreter's own version does. */
function runtimeMajor(executionEnvironment) {
  const named = /^AWS_Lambda_nodejs(\d+)/.exec(executionEnvironment ?? '');
  return named === null ? +process.versions.node.split('.')[0] : +named[1];
}

module.exports = { readSettings };
