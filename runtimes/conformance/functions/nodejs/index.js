'use strict';

const fs = require('fs');

class OwnError extends Error {
  constructor(message) {
    super(message);
    this.name = 'OwnError';
  }
}

let count = 0;

const actions = {
  bytes: ({ data }) => {
    const bytes = Buffer.from(data, 'base64');
    return { length: bytes.length, data: bytes.toString('base64') };
  },
  'client-context': (_event, context) => context.clientContext.custom.key,
  context: (_event, context) => ({
    requestId: context.awsRequestId,
    functionName: context.functionName,
    functionVersion: context.functionVersion,
    invokedFunctionArn: context.invokedFunctionArn,
    memoryLimit: context.memoryLimitInMB,
    logGroup: context.logGroupName,
    logStream: context.logStreamName,
  }),
  count: () => ++count,
  exit: ({ status }) => process.exit(status),
  folder: () => process.cwd(),
  hang: () => new Promise((resolve) => setTimeout(resolve, 600_000)),
  'heap-limit': () => Math.round(require('v8').getHeapStatistics().heap_size_limit / (1 << 20)),
  hog: () => {
    for (const kept = []; ; ) kept.push(Buffer.alloc(1 << 20, 1));
  },
  large: ({ size }) => 'x'.repeat(size),
  log: ({ level, message }) => console[level](message),
  print: ({ text }) => void process.stdout.write(text + '\n'),
  'print-error': ({ text }) => void process.stderr.write(text + '\n'),
  'print-part': ({ text }) => void process.stdout.write(text),
  read: ({ path }) => (fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : null),
  remaining: async (_event, context) => {
    const first = context.getRemainingTimeInMillis();
    while (context.getRemainingTimeInMillis() >= first) await new Promise(setImmediate);
    return [first, context.getRemainingTimeInMillis()];
  },
  signal: () => {
    process.kill(process.pid, 'SIGKILL');
    return new Promise((resolve) => setTimeout(resolve, 600_000));
  },
  throw: ({ message }) => {
    throw new TypeError(message);
  },
  'throw-own': ({ message }) => {
    throw new OwnError(message);
  },
  unserializable: () => {
    const circle = {};
    circle.circle = circle;
    return circle;
  },
  variable: ({ name }) => process.env[name] ?? null,
  write: ({ path, text }) => {
    try {
      fs.writeFileSync(path, text);
      return 'written';
    } catch {
      return 'refused';
    }
  },
};

exports.echo = async (event) => event;

exports.act = async (event, context) => actions[event.do](event, context);

exports.stream = awslambda.streamifyResponse(async (event, stream) => {
  if (event.fail) throw new Error(event.fail);
  for (let part = 0; part < event.parts; part++) {
    stream.write(event.size ? 'x'.repeat(event.size) : `part ${part} `);
    await new Promise(setImmediate);
  }
  stream.end();
});
