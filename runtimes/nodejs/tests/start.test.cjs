'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const test = require('node:test');
const assert = require('node:assert');
const { runFunction } = require('./fake-runtime-api.cjs');

const LIMIT = { 'index.js': 'exports.handler = async () => Math.round(require("v8").getHeapStatistics().heap_size_limit / (1 << 20));' };

async function heapLimit(env, grant) {
  const { answers } = await runFunction({ files: LIMIT, handler: 'index.handler', env, grant });
  return +answers[0].body;
}

test('the heap follows the memory of the function', async () => {
  const small = await heapLimit({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128' });
  const large = await heapLimit({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024' });
  assert.ok(small >= 116 && small <= 160, `${small} MB for 128`);
  assert.ok(large >= 922 && large <= 1230, `${large} MB for 1024`);
});

test('a heap limit of the function’s own wins', async () => {
  for (const option of ['--max-old-space-size=300', '--max_old_space_size=300']) {
    const limit = await heapLimit({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024', NODE_OPTIONS: option });
    assert.ok(limit >= 300 && limit <= 600, `${limit} MB for ${option}`);
  }
});

test('the garbage collector can be called, as on AWS', async () => {
  const { answers } = await runFunction({ files: { 'index.js': 'exports.handler = async () => typeof gc;' }, handler: 'index.handler' });
  assert.strictEqual(answers[0].body, '"function"');
});

test('a wrapper gets the interpreter, its arguments and the entry last', async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mayfly-wrapper-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const wrapper = path.join(folder, 'wrapper');
  fs.writeFileSync(wrapper, '#!/bin/bash\nargs=("$@")\nexport WRAPPED=yes\nexec "${args[@]:0:$#-1}" --stack-trace-limit=7 "${args[@]: -1}"\n', { mode: 0o755 });
  const files = { 'index.js': 'exports.handler = async () => [process.env.WRAPPED, Error.stackTraceLimit];' };
  const { answers } = await runFunction({ files, handler: 'index.handler', env: { AWS_LAMBDA_EXEC_WRAPPER: wrapper } });
  assert.strictEqual(answers[0].body, '["yes",7]');
});

test('a wrapper that is not there ends the start with status 127', async () => {
  const { exit } = await runFunction({ files: LIMIT, handler: 'index.handler', env: { AWS_LAMBDA_EXEC_WRAPPER: '/nowhere/wrapper' } });
  assert.strictEqual(exit.code, 127);
});

for (const grant of [undefined, {}]) {
  test(`without an archive the client boots from its own files${grant ? ', a stem as well' : ''}`, async () => {
    const { answers } = await runFunction({ files: { 'index.js': 'exports.handler = async () => require.main.filename;' }, handler: 'index.handler', grant, archive: '/nonexistent' });
    assert.strictEqual(JSON.parse(answers[0].body), path.join(__dirname, '..', 'bootstrap.cjs'));
  });
}
