'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { FakeRuntimeApi, runFunction, pieces } = require('./fake-runtime-api.cjs');

const ECHO = { 'index.js': 'exports.handler = async (event) => event;' };

test('the answer and the question for the next event arrive in one read', async () => {
  const api = new FakeRuntimeApi();
  await api.run({ files: ECHO, handler: 'index.handler', events: [{ n: 1 }, { n: 2 }, { n: 3 }] });

  const reads = api.reads.map(String);
  assert.strictEqual(reads.length, 4);
  assert.match(reads[0], /^GET \/2018-06-01\/runtime\/invocation\/next HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n\r\n$/);
  for (const [index, read] of reads.slice(1).entries()) {
    assert.match(read, new RegExp(`^POST /2018-06-01/runtime/invocation/request-${index + 1}/response `));
    assert.match(read, /GET \/2018-06-01\/runtime\/invocation\/next HTTP\/1\.1\r\nHost: [^\r]*\r\n\r\n$/);
  }
});

test('events may come in pieces, in chunks, and with many bytes to a letter', async () => {
  const event = { text: 'ä€😀'.repeat(40) };
  for (const chunked of [false, true]) {
    const api = new FakeRuntimeApi();
    api.cut = (bytes) => pieces(bytes, 50);
    api.chunked = chunked;
    const { answers } = await api.run({ files: ECHO, handler: 'index.handler', events: [event, event] });
    assert.deepStrictEqual(answers.map((answer) => JSON.parse(answer.body)), [event, event]);
  }
});

test('a payload of six megabytes goes through both ways', async () => {
  const event = { text: 'x'.repeat(6 * 1024 * 1024 - 20) };
  const { answers } = await runFunction({ files: ECHO, handler: 'index.handler', events: [event] });
  assert.strictEqual(answers[0].body.length, JSON.stringify(event).length);
});

test('a stem becomes the function that it is given to', async () => {
  const api = new FakeRuntimeApi();
  const files = {
    'index.mjs': `import { helper } from './helper.mjs'; export const handler = async () => helper(process.env, process.cwd());`,
    'helper.mjs': `export const helper = (env, cwd) => ({ stem: env.MAYFLY_STEM, fd: env._LAMBDA_TELEMETRY_LOG_FD, stage: env.STAGE, api: env.AWS_LAMBDA_RUNTIME_API, path: env.PATH, cwd });`,
  };
  const { answers, frames } = await api.run({ files: { ...files }, handler: 'index.handler', env: { STAGE: 'test', AWS_LAMBDA_RUNTIME_API: 'elsewhere' }, grant: {} });

  const seen = JSON.parse(answers[0].body);
  assert.strictEqual(api.requests[0].path, '/mayfly/stem/claim');
  assert.strictEqual(seen.stage, 'test');
  assert.match(seen.api, /^127\.0\.0\.1:\d+$/);
  assert.strictEqual(seen.path, undefined, 'nothing of the stem’s own environment is left');
  assert.strictEqual(seen.stem, undefined);
  assert.strictEqual(seen.fd, undefined);
  assert.strictEqual(seen.cwd, api.folder);
  assert.deepStrictEqual(frames, []);
});

test('what a stem has rehearsed leaves no trace', async () => {
  const handler = `
    const look = () => ({
      variables: Object.keys(process.env).filter((name) => /REHEARS|_X_AMZN/.test(name)),
      modules: Object.keys(require.cache).filter((file) => file.includes('rehearsal/')),
      requestId: globalThis[Symbol.for('aws.lambda.runtime.requestId')],
      cwd: process.cwd(),
    });
    const atInit = look();
    exports.handler = async () => atInit;`;
  const api = new FakeRuntimeApi();
  const { answers } = await api.run({ files: { 'index.js': handler }, handler: 'index.handler', grant: {} });
  assert.deepStrictEqual(JSON.parse(answers[0].body), { variables: [], modules: [], cwd: api.folder });
  assert.strictEqual(api.requests.filter((request) => request.path.endsWith('/response')).length, answers.length);
});

test('a stem whose function does not load says so as any other', async () => {
  const { answers } = await runFunction({ files: { 'index.js': 'throw new RangeError("no");' }, handler: 'index.handler', grant: {} });
  assert.strictEqual(answers[0].path, '/2018-06-01/runtime/init/error');
  assert.strictEqual(JSON.parse(answers[0].body).errorType, 'RangeError');
});

test('a stem obeys the log settings of its function', async () => {
  const { frames } = await runFunction({
    files: { 'index.js': 'exports.handler = async () => { console.info("no"); console.warn("yes"); };' },
    handler: 'index.handler',
    env: { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'WARN' },
    grant: {},
  });
  assert.deepStrictEqual(frames.map((frame) => JSON.parse(frame.text).message), ['yes']);
});

test('a platform that goes away ends the process', async () => {
  const api = new FakeRuntimeApi();
  api._answer = (socket) => socket.destroy();
  const { exit } = await api.run({ files: ECHO, handler: 'index.handler' });
  assert.deepStrictEqual(exit, { code: 1, signal: null });
});

test('the trace header is in the environment while its event runs', async () => {
  const { answers } = await runFunction({
    files: { 'index.js': 'exports.handler = async () => process.env._X_AMZN_TRACE_ID;' },
    handler: 'index.handler',
    events: [{}, {}],
  });
  assert.deepStrictEqual(answers.map((answer) => answer.body), ['"Root=1-1"', '"Root=1-2"']);
});
