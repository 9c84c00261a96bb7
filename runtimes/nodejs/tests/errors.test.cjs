'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { runFunction } = require('./fake-runtime-api.cjs');

const NODE_24 = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };

const INIT = [
  ['no such module', {}, 'index.handler', 'Runtime.ImportModuleError', /^Error: Cannot find module 'index'/],
  ['a require that fails', { 'index.js': 'require("left-pad")' }, 'index.handler', 'Runtime.ImportModuleError', /^Error: Cannot find module 'left-pad'/],
  ['an import that fails', { 'index.mjs': 'import "left-pad"' }, 'index.handler', 'Error', /^Cannot find package 'left-pad' imported from/],
  ['a syntax error', { 'index.js': 'exports.handler = async () => {' }, 'index.handler', 'Runtime.UserCodeSyntaxError', /^SyntaxError: Unexpected end of input/],
  ['a syntax error in an ES module', { 'index.mjs': 'export const = 1' }, 'index.handler', 'Runtime.UserCodeSyntaxError', /^SyntaxError: /],
  ['a module that throws', { 'index.js': 'throw new RangeError("no")' }, 'index.handler', 'RangeError', /^no$/],
  ['no such export', { 'index.js': '' }, 'index.handler', 'Runtime.HandlerNotFound', /^index\.handler is undefined or not exported$/],
  ['an export that is no function', { 'index.js': 'exports.handler = 5' }, 'index.handler', 'Runtime.HandlerNotFound', /^index\.handler is not a function$/],
  ['a name without a dot', { 'index.js': '' }, 'index', 'Runtime.MalformedHandlerName', /^Bad handler$/],
  ['a name that leaves the folder', { 'index.js': '' }, '../index.handler', 'Runtime.MalformedHandlerName', /^'\.\.\/index\.handler' is not a valid handler name/],
];

for (const [name, files, handler, type, message] of INIT) {
  test(`Init fails with ${name}`, async () => {
    const { answers, exit, frames } = await runFunction({ files, handler });
    assert.strictEqual(answers.length, 1);
    assert.strictEqual(answers[0].path, '/2018-06-01/runtime/init/error');
    assert.strictEqual(answers[0].headers['lambda-runtime-function-error-type'], type);
    const error = JSON.parse(answers[0].body);
    assert.strictEqual(error.errorType, type);
    assert.match(error.errorMessage, message);
    assert.ok(Array.isArray(error.trace) && error.trace[0].startsWith(type), error.trace[0]);
    assert.match(frames.at(-1).text, /\tundefined\tERROR\tUncaught Exception \t\{"errorType"/);
    assert.deepStrictEqual(exit, { code: 129, signal: null });
  });
}

test('from Node.js 24 a handler with a callback is refused', async () => {
  const { answers } = await runFunction({ files: { 'index.js': 'exports.handler = (event, context, callback) => {};' }, handler: 'index.handler', env: NODE_24 });
  const error = JSON.parse(answers[0].body);
  assert.strictEqual(error.errorType, 'Runtime.CallbackHandlerDeprecated');
  assert.match(error.errorMessage, /^ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node\.js 24/);
});

const INVOKE = [
  ['a rejection', 'async () => { throw new TypeError("bad"); }', 'TypeError', 'bad'],
  ['a synchronous throw', '() => { throw new TypeError("bad"); }', 'TypeError', 'bad'],
  ['an error with a name of its own', 'async () => { const e = new Error("bad"); e.name = "My.Error"; e.extra = 1; throw e; }', 'My.Error', 'bad'],
  ['a subclass', 'async () => { class Mine extends Error { constructor() { super("bad"); this.name = "Mine"; } } throw new Mine(); }', 'Mine', 'bad'],
  ['a string', 'async () => { throw "bad"; }', 'string', 'bad'],
  ['a number', 'async () => { throw 5; }', 'number', '5'],
  ['a name that would break out of its header', 'async () => { const e = new Error("bad"); e.name = "A\\r\\nX-Evil: 1"; throw e; }', 'A\r\nX-Evil: 1', 'bad'],
  ['an error that resists reading', 'async () => { throw Object.defineProperty(new Error(), "stack", { get() { throw 1; } }); }', 'handled', 'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack'],
  ['endless recursion', 'async () => { const f = () => f() + 1; f(); }', 'RangeError', 'Maximum call stack size exceeded'],
];

for (const [name, handler, type, message] of INVOKE) {
  for (const env of [{}, NODE_24]) {
    test(`an invocation fails with ${name}${env === NODE_24 ? ' (24)' : ''}, and the next one works`, async () => {
      const files = { 'index.js': `const fail = ${handler}; exports.handler = (event) => event.fail ? fail() : Promise.resolve("fine");` };
      const { answers, exit } = await runFunction({ files, handler: 'index.handler', env, events: [{ fail: true }, {}] });
      assert.strictEqual(exit, null);
      assert.strictEqual(answers.length, 2);
      assert.strictEqual(answers[0].path, '/2018-06-01/runtime/invocation/request-1/error');
      assert.strictEqual(answers[0].headers['x-evil'], undefined);
      const error = JSON.parse(answers[0].body);
      assert.strictEqual(error.errorType, type);
      assert.strictEqual(error.errorMessage, message);
      assert.strictEqual(answers[1].body, '"fine"');
    });
  }
}

const UNSERIALISABLE = [['a BigInt', '10n'], ['a circle', '(() => { const a = {}; a.a = a; return a; })()'], ['a toJSON that throws', '{ toJSON() { throw new Error("x"); } }']];
for (const [name, value] of UNSERIALISABLE) {
  test(`a result that is ${name} fails the invocation`, async () => {
    const files = { 'index.js': `exports.handler = async () => (${value}); exports.late = (e, c, callback) => callback(null, ${value});` };
    for (const [handler, env, type] of [['index.handler', {}, 'Error'], ['index.late', {}, 'Error'], ['index.handler', NODE_24, 'Runtime.JSONStringifyError']]) {
      const { answers } = await runFunction({ files, handler, env });
      const error = JSON.parse(answers[0].body);
      assert.strictEqual(error.errorMessage, 'Unable to stringify response body');
      assert.strictEqual(error.errorType, type);
    }
  });
}

test('the trace begins in the function’s own code', async () => {
  const { answers } = await runFunction({ files: { 'index.js': 'exports.handler = async () => { throw new Error("bad"); };' }, handler: 'index.handler' });
  const { trace } = JSON.parse(answers[0].body);
  assert.strictEqual(trace[0], 'Error: bad');
  assert.match(trace[1], /index\.js:1:39\)?$/);
});

test('callback(error), context.fail and context.done(error) fail the invocation', async () => {
  for (const body of ['callback(new Error("bad"))', 'context.fail(new Error("bad"))', 'context.done(new Error("bad"))']) {
    const { answers } = await runFunction({ files: { 'index.js': `exports.handler = (event, context, callback) => { ${body}; };` }, handler: 'index.handler' });
    assert.strictEqual(JSON.parse(answers[0].body).errorMessage, 'bad');
  }
});

test('a promise that nobody settles is told before Node.js 24, and ends the process from there on', async () => {
  const files = { 'index.js': 'exports.handler = async () => { await new Promise(() => {}); };' };
  const before = await runFunction({ files, handler: 'index.handler' });
  assert.strictEqual(JSON.parse(before.answers[0].body).errorType, 'Runtime.NodeJsExit');
  const after = await runFunction({ files, handler: 'index.handler', env: NODE_24 });
  assert.deepStrictEqual(after.exit, { code: 0, signal: null });
  assert.deepStrictEqual(after.answers, []);
});

const FATAL = [
  ['an unhandled rejection', 'Promise.reject(new Error("loose"))', 'Runtime.UnhandledPromiseRejection', 'Error: loose', 'Unhandled Promise Rejection', 128],
  ['an uncaught exception', 'setTimeout(() => { throw new TypeError("loose"); })', 'TypeError', 'loose', 'Uncaught Exception', 129],
];
for (const [name, body, type, message, title, code] of FATAL) {
  test(`${name} is reported and ends the process`, async () => {
    const files = { 'index.js': `exports.handler = async () => { ${body}; await new Promise((resolve) => setTimeout(resolve, 60000)); };` };
    const { answers, exit, frames } = await runFunction({ files, handler: 'index.handler' });
    assert.strictEqual(answers.length, 1);
    assert.strictEqual(answers[0].path, '/2018-06-01/runtime/invocation/request-1/error');
    const error = JSON.parse(answers[0].body);
    assert.strictEqual(error.errorType, type);
    assert.strictEqual(error.errorMessage, message);
    assert.match(frames.at(-1).text, new RegExp(`\\trequest-1\\tERROR\\t${title} \\t`));
    assert.deepStrictEqual(exit, { code, signal: null });
  });
}

test('process.exit ends the process without an answer', async () => {
  const { answers, exit } = await runFunction({ files: { 'index.js': 'exports.handler = async () => process.exit(7);' }, handler: 'index.handler' });
  assert.deepStrictEqual(exit, { code: 7, signal: null });
  assert.deepStrictEqual(answers, []);
});
