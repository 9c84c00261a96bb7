'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { ResponseParser } = require('../lib/response-parser.cjs');

const STREAM = Buffer.from(
  'HTTP/1.1 100 Continue\r\n\r\n' +
    'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n' +
    'HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: one\r\ncontent-length:14\r\n\r\n{"name":"Zoë"}'.replace('14', String(Buffer.byteLength('{"name":"Zoë"}'))) +
    'HTTP/1.1 204 No Content\r\n\r\n' +
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n4;x=y\r\n":1}\r\n0\r\nTrailer: x\r\n\r\n' +
    'HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\nX-Empty:\r\n\r\nno',
);
const EXPECTED = [[202, ''], [200, '{"name":"Zoë"}'], [204, ''], [200, '{"a":1}'], [413, 'no']];

function parse(pieces) {
  const answers = [];
  const parser = new ResponseParser((status, headers, body) => answers.push([status, body, headers]));
  for (const piece of pieces) {
    const reused = Buffer.from(piece); // like the socket's buffer, whose bytes change after the call
    parser.push(reused);
    reused.fill(0x58);
  }
  return answers;
}

test('answers come out whole wherever the stream is cut in two', () => {
  for (let at = 0; at <= STREAM.length; at++) {
    const answers = parse([STREAM.subarray(0, at), STREAM.subarray(at)]);
    assert.deepStrictEqual(answers.map(([status, body]) => [status, body]), EXPECTED, `cut at ${at}`);
  }
});

test('answers come out whole byte by byte', () => {
  const answers = parse([...STREAM].map((byte) => Buffer.from([byte])));
  assert.deepStrictEqual(answers.map(([status, body]) => [status, body]), EXPECTED);
});

test('header names are lower case and values keep their text', () => {
  const [, [, , headers], , , [, , last]] = parse([STREAM]);
  assert.strictEqual(headers['lambda-runtime-aws-request-id'], 'one');
  assert.strictEqual(last['x-empty'], '');
});
