'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { runFunction } = require('./fake-runtime-api.cjs');

const NODE_24 = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };

async function stream(body, extra = {}) {
  const files = { 'index.js': `const { pipeline } = require('stream/promises'); const { Readable } = require('stream'); exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} });` };
  return runFunction({ files, handler: 'index.handler', ...extra });
}

for (const env of [{}, NODE_24]) {
  const name = env === NODE_24 ? ' (24)' : '';

  test(`a response is streamed in chunks, and the next event is served${name}`, async () => {
    const { answers } = await stream('stream.setContentType("text/plain"); stream.write("Zoë "); stream.write({ a: 1 }); stream.write(Buffer.from(" end")); stream.write(""); stream.end("!");', { env, events: [{}, {}] });
    assert.strictEqual(answers.length, 2);
    for (const answer of answers) {
      assert.strictEqual(answer.headers['lambda-runtime-function-response-mode'], 'streaming');
      assert.strictEqual(answer.headers['transfer-encoding'], 'chunked');
      assert.strictEqual(answer.headers['content-type'], 'text/plain');
      assert.strictEqual(answer.body, 'Zoë {"a":1} end!');
      assert.strictEqual(answer.chunks, 4);
      assert.deepStrictEqual(answer.trailers, {});
    }
  });

  test(`a failure in the middle is told in trailers${name}`, async () => {
    const { answers, exit } = await stream('stream.write("first"); throw new TypeError("bad");', { env, events: [{}, {}] });
    assert.strictEqual(exit, null);
    assert.strictEqual(answers.length, 2);
    assert.strictEqual(answers[0].body, 'first');
    assert.strictEqual(answers[0].trailers['lambda-runtime-function-error-type'], 'TypeError');
    const error = JSON.parse(Buffer.from(answers[0].trailers['lambda-runtime-function-error-body'], 'base64'));
    assert.strictEqual(error.errorMessage, 'bad');
  });

  test(`a failure before the first byte is an ordinary error${name}`, async () => {
    const { answers } = await stream('throw new TypeError("bad");', { env });
    assert.strictEqual(answers[0].path, '/2018-06-01/runtime/invocation/request-1/error');
    assert.strictEqual(JSON.parse(answers[0].body).errorType, 'TypeError');
  });

  test(`a stream that is never ended fails once nothing can end it${name}`, async () => {
    const { answers } = await stream('stream.write("first");', { env });
    assert.strictEqual(answers[0].trailers['lambda-runtime-function-error-type'], 'Error');
  });
}

test('metadata for HTTP comes before the body, with eight zero bytes between', async () => {
  const { answers } = await stream('stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { "x-a": "b" } }); stream.write("body"); stream.end();');
  assert.strictEqual(answers[0].headers['content-type'], 'application/vnd.awslambda.http-integration-response');
  assert.strictEqual(answers[0].body, '{"statusCode":201,"headers":{"x-a":"b"}}\0\0\0\0\0\0\0\0body');
});

test('metadata is sent for an empty body as well', async () => {
  const { answers } = await stream('awslambda.HttpResponseStream.from(stream, { statusCode: 204 }).end();');
  assert.strictEqual(answers[0].body, '{"statusCode":204}\0\0\0\0\0\0\0\0');
});

test('pipeline pushes a large body through, as fast as it is read', async () => {
  const { answers } = await stream('await pipeline(Readable.from((function* () { for (let i = 0; i < 200; i++) yield "x".repeat(50000); })()), stream);');
  assert.strictEqual(answers[0].body.length, 200 * 50000);
});

test('the content type cannot change after the first byte', async () => {
  const { answers } = await stream('stream.write("a"); await new Promise(setImmediate); try { stream.setContentType("b/c"); } catch (error) { stream.end(error.name); }');
  assert.strictEqual(answers[0].body, 'aRuntime.InvalidStreamingOperation');
});

test('a streaming handler that returns no promise is refused', async () => {
  const { answers } = await runFunction({ files: { 'index.js': 'exports.handler = awslambda.streamifyResponse((event, stream) => { stream; });' }, handler: 'index.handler' });
  assert.strictEqual(JSON.parse(answers[0].body).errorMessage, 'Streaming does not support non-async handlers.');
});

test('before Node.js 24 work left behind is waited for', async () => {
  const { frames } = await stream('stream.end("x"); setTimeout(() => console.log("late"), 20);', { events: [{}] });
  assert.match(frames.at(-1).text, /late/);
});
