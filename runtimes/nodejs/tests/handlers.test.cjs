'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { runFunction } = require('./fake-runtime-api.cjs');

const NODE_24 = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };

async function answerOf(files, handler, extra = {}) {
  const { answers } = await runFunction({ files, handler, ...extra });
  assert.match(answers[0].path, /\/response$/, answers[0].body);
  return JSON.parse(answers[0].body);
}

const PLACES = [
  ['CommonJS', { 'index.js': 'exports.handler = async () => 1;' }, 'index.handler'],
  ['a nested member', { 'index.js': 'exports.a = { b: { handler: async () => 1 } };' }, 'index.a.b.handler'],
  ['a folder', { 'lib/deep/index.js': 'exports.handler = async () => 1;' }, 'lib/deep/index.handler'],
  ['.cjs', { 'index.cjs': 'exports.handler = async () => 1;' }, 'index.handler'],
  ['.mjs with top-level await', { 'index.mjs': 'const one = await Promise.resolve(1); export const handler = async () => one;' }, 'index.handler'],
  ['package.json type module', { 'package.json': '{"type":"module"}', 'src/index.js': 'export const handler = async () => 1;' }, 'src/index.handler'],
  ['.js before .mjs', { 'index.js': 'exports.handler = async () => 1;', 'index.mjs': 'export const handler = async () => 2;' }, 'index.handler'],
  ['a package in node_modules', { 'node_modules/app/index.js': 'exports.handler = async () => 1;' }, 'app.handler'],
  ['node_modules beside code of type module', { 'package.json': '{"type":"module"}', 'node_modules/app/lib/index.js': 'exports.handler = async () => 1;' }, 'node_modules/app/lib/index.handler'],
];

for (const [name, files, handler] of PLACES) {
  test(`a handler is found in: ${name}`, async () => {
    assert.strictEqual(await answerOf(files, handler), 1);
    assert.strictEqual(await answerOf(files, handler, { env: NODE_24 }), 1);
  });
}

test('the default export is looked into from Node.js 24', async () => {
  assert.strictEqual(await answerOf({ 'index.mjs': 'export default { handler: async () => 1 };' }, 'index.handler', { env: NODE_24 }), 1);
});

const RESULTS = [
  ['a promise', 'async () => ({ ok: true })', { ok: true }, { ok: true }],
  ['nothing', 'async () => {}', null, null],
  ['a function, which JSON does not know', 'async () => () => 1', null, null],
  ['a plain value', '() => 5', null, 5], // before Node.js 24 only promises and callbacks answer
  ['a thenable', '() => ({ then: (resolve) => resolve(7) })', 7, 7],
];

for (const [name, handler, before, after] of RESULTS) {
  test(`a handler returns ${name}`, async () => {
    const files = { 'index.js': `exports.handler = ${handler};` };
    assert.deepStrictEqual(await answerOf(files, 'index.handler'), before);
    assert.deepStrictEqual(await answerOf(files, 'index.handler', { env: NODE_24 }), after);
  });
}

const CALLBACKS = [
  ['the callback', '(e, c, callback) => { setTimeout(() => callback(null, 1), 2); }', 1],
  ['the callback at once', '(e, c, callback) => callback(null, 1)', 1],
  ['only the first call', '(e, c, callback) => { callback(null, 1); callback(null, 2); }', 1],
  ['the callback after the event loop is empty', '(e, c, callback) => { const result = []; setTimeout(() => result.push("late"), 5); callback(null, result); }', ['late']],
  ['the callback without waiting', '(e, c, callback) => { c.callbackWaitsForEmptyEventLoop = false; const result = []; setTimeout(() => result.push("late"), 5); callback(null, result); }', []],
  ['context.succeed', '(e, c) => { setTimeout(c.succeed, 2, 1); }', 1],
  ['context.done', '(e, c) => { setTimeout(c.done, 2, null, 1); }', 1],
  ['nothing at all, and the event loop is empty', '(e, c, callback) => {}', null],
];

for (const [name, handler, expected] of CALLBACKS) {
  test(`before Node.js 24 answers: ${name}`, async () => {
    assert.deepStrictEqual(await answerOf({ 'index.js': `exports.handler = ${handler};` }, 'index.handler'), expected);
  });
}

test('an open server does not keep an async handler from answering', async () => {
  const files = { 'index.js': `exports.handler = async () => { setInterval(() => {}, 1000); return 1; };` };
  assert.strictEqual(await answerOf(files, 'index.handler'), 1);
});

test('the context says everything that AWS says', async () => {
  const headers = { 'Lambda-Runtime-Client-Context': '{"custom":{"a":"1"}}', 'Lambda-Runtime-Cognito-Identity': '{"cognitoIdentityId":"id"}', 'Lambda-Runtime-Aws-Tenant-Id': 'blue' };
  const files = { 'index.js': `exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis(), methods: ['succeed', 'fail', 'done'].map((name) => typeof context[name]) });` };
  const { left, methods, ...rest } = await answerOf(files, 'index.handler', { headers });

  assert.deepStrictEqual(rest, {
    callbackWaitsForEmptyEventLoop: true, functionVersion: '$LATEST', functionName: 'hello', memoryLimitInMB: '128', logGroupName: '/aws/lambda/hello', logStreamName: 'stream',
    clientContext: { custom: { a: '1' } }, identity: { cognitoIdentityId: 'id' }, invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:hello', awsRequestId: 'request-1', tenantId: 'blue',
  });
  assert.ok(left > 0 && left <= 60000);
  assert.deepStrictEqual(methods, ['function', 'function', 'function']);
});
