'use strict';

const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { runFunction } = require('./fake-runtime-api.cjs');

/** Two folders as of a layer, and the NODE_PATH that names them. */
function layer(t) {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'mayfly-layer-')));
  t.after(() => fs.rmSync(root, { recursive: true }));
  const files = {
    'nodejs/node_modules/plain/index.js': 'exports.text = "plain";',
    'nodejs/node_modules/both/index.js': 'exports.text = "general";',
    'nodejs/node20/node_modules/both/index.js': 'exports.text = "versioned";',
    'nodejs/node_modules/dual/package.json': '{"name":"dual","exports":{".":{"import":"./esm.mjs","require":"./cjs.cjs"},"./sub":"./esm.mjs"}}',
    'nodejs/node_modules/dual/esm.mjs': 'import { text as plain } from "plain"; export const text = `esm with ${plain}`;',
    'nodejs/node_modules/dual/cjs.cjs': 'exports.text = "cjs";',
    'nodejs/node_modules/broken/index.mjs': 'import "./not-there.mjs";',
    'nodejs/node_modules/broken/package.json': '{"name":"broken","exports":"./index.mjs"}',
  };
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return ['nodejs/node20/node_modules', 'nodejs/node_modules', 'not-there/node_modules'].map((folder) => path.join(root, folder)).join(':');
}

for (const [kind, grant] of [['a direct boot', undefined], ['a stem', {}]]) {
  test(`in ${kind} import finds packages on NODE_PATH, in its order, by their exports for import`, async (t) => {
    const source = 'import both from "both"; import { text } from "dual"; import { text as sub } from "dual/sub"; export const handler = async () => [both.text, text, sub, (await import("plain")).default.text];';
    const { answers } = await runFunction({ files: { 'index.mjs': source }, handler: 'index.handler', env: { NODE_PATH: layer(t) }, grant });
    assert.strictEqual(answers[0].body, '["versioned","esm with plain","esm with plain","plain"]');
  });
}

test("the function's own packages come first", async (t) => {
  const files = { 'index.mjs': 'import { text } from "plain"; export const handler = async () => text;', 'node_modules/plain/index.js': 'exports.text = "own";' };
  const { answers } = await runFunction({ files, handler: 'index.handler', env: { NODE_PATH: layer(t) } });
  assert.strictEqual(answers[0].body, '"own"');
});

for (const [name, specifier, told] of [['a package that is nowhere', 'nowhere', /Cannot find package 'nowhere'/], ['a broken package', 'broken', /not-there\.mjs/], ['a file', './absent.mjs', /absent\.mjs/]]) {
  test(`${name} is told as Node.js tells it`, async (t) => {
    const { answers } = await runFunction({ files: { 'index.mjs': `import "${specifier}"; export const handler = async () => 1;` }, handler: 'index.handler', env: { NODE_PATH: layer(t) } });
    assert.match(answers[0].path, /init\/error$/);
    assert.match(JSON.parse(answers[0].body).errorMessage, told);
  });
}
