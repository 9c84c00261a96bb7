'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { runFunction } = require('./fake-runtime-api.cjs');

const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';

async function log(body, env = {}) {
  return runFunction({ files: { 'index.js': `exports.handler = async () => { ${body} };` }, handler: 'index.handler', env });
}

test('each message is one frame with AWS’s text format', async () => {
  const { frames, stdout } = await log('console.log("two\\nlines", { a: 1 }); console.error("%s!", "x"); console.debug("100%");');
  assert.strictEqual(frames.length, 3);
  for (const frame of frames) {
    assert.strictEqual(frame.type, 0xa55a0003);
    assert.ok(Math.abs(Number(frame.microseconds) / 1000 - Date.now()) < 60000);
  }
  assert.match(frames[0].text, new RegExp(`^${TIME}\trequest-1\tINFO\ttwo\nlines \\{ a: 1 \\}\n$`));
  assert.match(frames[1].text, new RegExp(`^${TIME}\trequest-1\tERROR\tx!\n$`));
  assert.match(frames[2].text, new RegExp(`^${TIME}\trequest-1\tDEBUG\t100%\n$`));
  assert.strictEqual(stdout, '');
});

test('without frames a message is one line, its own lines parted by carriage returns', async () => {
  const { stdout } = await log('console.log("two\\nlines");', { _LAMBDA_TELEMETRY_LOG_FD: '' });
  assert.match(stdout, new RegExp(`^${TIME}\trequest-1\tINFO\ttwo\rlines\n$`));
});

test('JSON format', async () => {
  const { frames } = await log('console.log("text"); console.warn({ a: 1 }); console.info("x", 1); console.error("failed", new TypeError("bad")); const c = {}; c.c = c; console.log(c);', { AWS_LAMBDA_LOG_FORMAT: 'JSON' });
  const entries = frames.map((frame) => JSON.parse(frame.text));
  assert.match(entries[0].timestamp, new RegExp(`^${TIME}$`));
  assert.deepStrictEqual({ ...entries[0], timestamp: 0 }, { timestamp: 0, level: 'INFO', requestId: 'request-1', message: 'text' });
  assert.deepStrictEqual(entries[1].message, { a: 1 });
  assert.strictEqual(entries[2].message, 'x 1');
  assert.strictEqual(entries[3].errorType, 'TypeError');
  assert.strictEqual(entries[3].errorMessage, 'bad');
  assert.ok(Array.isArray(entries[3].stackTrace));
  assert.match(entries[4].message, /Circular/);
});

test('levels below the configured one are silent', async () => {
  const { frames } = await log('for (const level of ["trace", "debug", "info", "log", "warn", "error", "fatal"]) console[level](level);', { AWS_LAMBDA_LOG_LEVEL: 'ERROR' });
  assert.deepStrictEqual(frames.map((frame) => frame.text.trim().split('\t').at(-1)), ['error', 'fatal']);
});

test('what the function writes to standard output itself stays there', async () => {
  const { stdout, frames } = await log('process.stdout.write("raw\\n");');
  assert.strictEqual(stdout, 'raw\n');
  assert.deepStrictEqual(frames, []);
});
