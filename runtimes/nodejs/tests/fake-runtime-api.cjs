'use strict';

const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');
const { execFileSync, spawn } = require('child_process');

const START = path.join(__dirname, '..', 'start.sh');
const ARCHIVE = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'mayfly-archive-')), 'boot');

// As the server has it made once, and functions boot from it.
fs.writeFileSync(ARCHIVE, execFileSync(process.execPath, [path.join(__dirname, '..', 'archive.cjs')]));
process.on('exit', () => fs.rmSync(path.dirname(ARCHIVE), { recursive: true }));

/** A small Runtime API that runs the real client in a process of its own, gives it events, and notes everything it says. */
class FakeRuntimeApi {
  constructor() {
    this.requests = []; // {method, path, headers, body, trailers}
    this.reads = []; // the bytes as they arrived, read by read
    this.cut = (bytes) => [bytes]; // how an answer is cut into writes
    this.chunked = false;
    this._events = [];
    this._buffer = Buffer.alloc(0);
  }

  /**
   * Runs a function until it has answered all events or its process has ended.
   * @param {{files: object, handler: string, events?: any[], env?: object, grant?: object, headers?: object, archive?: string}} run
   */
  async run({ files, handler, events = [{}], env = {}, grant, headers = {}, archive = ARCHIVE }) {
    this.folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'mayfly-node-')));
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
      fs.writeFileSync(path.join(this.folder, name), text);
    }
    this._events = events.map((event) => (typeof event === 'string' ? event : JSON.stringify(event)));
    this._count = 0;
    this._headers = headers;

    const server = net.createServer((socket) => this._serve(socket));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const function_ = { LAMBDA_TASK_ROOT: this.folder, _HANDLER: handler, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', AWS_LAMBDA_FUNCTION_NAME: 'hello', AWS_LAMBDA_FUNCTION_VERSION: '$LATEST', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128', AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/hello', AWS_LAMBDA_LOG_STREAM_NAME: 'stream', ...env };
    this._grant = grant && { workingDirectory: this.folder, environment: function_, ...grant };
    const boot = { PATH: process.env.PATH, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${server.address().port}`, _LAMBDA_TELEMETRY_LOG_FD: '3', ...(grant ? { MAYFLY_STEM: '1' } : function_) };
    if (boot._LAMBDA_TELEMETRY_LOG_FD === '') delete boot._LAMBDA_TELEMETRY_LOG_FD;

    const child = spawn('/bin/sh', [START, process.execPath, archive], { cwd: this.folder, env: boot, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const outputs = [1, 2, 3].map((fd) => collect(child.stdio[fd]));
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    const done = new Promise((resolve) => (this._done = resolve));
    const end = await Promise.race([ended, done]);
    if (end === 'answered') {
      child.kill('SIGKILL');
      await ended;
    }
    for (const socket of this._sockets ?? []) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    const [stdout, stderr, telemetry] = await Promise.all(outputs);
    fs.rmSync(this.folder, { recursive: true });
    return { exit: end === 'answered' ? null : end, stdout: stdout.toString(), stderr: stderr.toString(), frames: parseFrames(telemetry), answers: this.answers() };
  }

  /** What the function answered, event by event. */
  answers() {
    return this.requests.filter((request) => request.method === 'POST');
  }

  _serve(socket) {
    (this._sockets ??= []).push(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      this.reads.push(bytes);
      this._buffer = Buffer.concat([this._buffer, bytes]);
      for (let request; (request = this._take()) !== null; ) this._answer(socket, request);
    });
  }

  _answer(socket, request) {
    this.requests.push(request);
    if (request.method === 'POST') {
      this._write(socket, 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n');
    } else if (request.path === '/mayfly/stem/claim') {
      const body = JSON.stringify(this._grant);
      this._write(socket, `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    } else if (this._events.length === 0) {
      this._done('answered');
    } else {
      this._write(socket, this._eventAnswer(this._events.shift()));
    }
  }

  _eventAnswer(event) {
    const id = `request-${++this._count}`;
    const headers = { 'Lambda-Runtime-Aws-Request-Id': id, 'Lambda-Runtime-Deadline-Ms': Date.now() + 60000, 'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:us-east-1:000000000000:function:hello', 'Lambda-Runtime-Trace-Id': `Root=1-${this._count}`, 'Content-Type': 'application/json', ...this._headers };
    const body = Buffer.from(event);
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
    return this.chunked
      ? Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}Transfer-Encoding: chunked\r\n\r\n`), ...pieces(body, 7).map((piece) => Buffer.from(`${piece.length.toString(16)}\r\n${piece.toString('latin1')}\r\n`, 'latin1')), Buffer.from('0\r\n\r\n')])
      : Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}Content-Length: ${body.length}\r\n\r\n`), body]);
  }

  async _write(socket, bytes) {
    const before = this._writing;
    this._writing = (async () => {
      await before;
      for (const piece of this.cut(Buffer.from(bytes))) {
        await new Promise((resolve) => socket.write(piece, resolve));
        await new Promise(setImmediate);
      }
    })();
  }

  /** Takes one whole request off the buffer; null while it is not complete. */
  _take() {
    const text = this._buffer.toString('latin1');
    const headEnd = text.indexOf('\r\n\r\n');
    if (headEnd === -1) return null;
    const [first, ...lines] = text.slice(0, headEnd).split('\r\n');
    const [method, target] = first.split(' ');
    const headers = fields(lines);
    const bodyAt = headEnd + 4;
    if (headers['transfer-encoding'] === 'chunked') return this._takeChunked(method, target, headers, text, bodyAt);
    const length = +(headers['content-length'] ?? 0);
    if (this._buffer.length < bodyAt + length) return null;
    const body = this._buffer.subarray(bodyAt, bodyAt + length).toString();
    this._buffer = this._buffer.subarray(bodyAt + length);
    return { method, path: target, headers, body, trailers: {} };
  }

  _takeChunked(method, target, headers, text, at) {
    const chunks = [];
    for (;;) {
      const lineEnd = text.indexOf('\r\n', at);
      if (lineEnd === -1) return null;
      const size = parseInt(text.slice(at, lineEnd), 16);
      if (size === 0) {
        const end = text.indexOf('\r\n\r\n', lineEnd);
        if (end === -1) return null;
        const trailers = fields(text.slice(lineEnd + 2, end).split('\r\n'));
        this._buffer = this._buffer.subarray(end + 4);
        return { method, path: target, headers, body: Buffer.concat(chunks).toString(), chunks: chunks.length, trailers };
      }
      if (lineEnd + 2 + size + 2 > text.length) return null;
      chunks.push(Buffer.from(text.slice(lineEnd + 2, lineEnd + 2 + size), 'latin1'));
      at = lineEnd + 2 + size + 2;
    }
  }
}

function fields(lines) {
  return Object.fromEntries(lines.filter((line) => line !== '').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
}

function pieces(bytes, size) {
  const result = [];
  for (let at = 0; at < bytes.length; at += size) result.push(bytes.subarray(at, at + size));
  return result;
}

function collect(stream) {
  return new Promise((resolve) => {
    const all = [];
    stream.on('data', (bytes) => all.push(bytes));
    stream.on('close', () => resolve(Buffer.concat(all)));
    stream.on('error', () => {});
  });
}

function parseFrames(bytes) {
  const frames = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at + 4);
    frames.push({ type: bytes.readUInt32BE(at), microseconds: bytes.readBigUInt64BE(at + 8), text: bytes.toString('utf8', at + 16, at + 16 + length) });
    at += 16 + length;
  }
  return frames;
}

/** Runs one function with a fresh API. */
function runFunction(run) {
  return new FakeRuntimeApi().run(run);
}

module.exports = { FakeRuntimeApi, runFunction, pieces };
