'use strict';

// The client's own needs, and what most functions load first. Builtin modules leave no trace that a function could see.
const BUILTINS = ['http', 'https', 'tls', 'crypto', 'stream', 'stream/promises', 'url', 'util', 'events', 'zlib', 'os', 'dns', 'querystring', 'string_decoder', 'timers', 'timers/promises', 'buffer', 'async_hooks', 'child_process', 'fs/promises', 'assert', 'perf_hooks', 'http2', 'readline'];
const OWN = ['./streaming-invoker.cjs', './promise-invoker.cjs', './callback-invoker.cjs', './awslambda.cjs', './frames.cjs'];

const path = require('path');
const { pathToFileURL } = require('url');
const { rehearse } = require('./rehearsal.cjs');

let held; // what the environment holds: asking it costs more than remembering

const KEPT = ['AWS_LAMBDA_RUNTIME_API'];

/**
 * Does ahead what every function would wait for.
 * @param {() => void} onReady called when there is nothing left to do.
 */
function preload(onReady) {
  for (const name of BUILTINS) require(name);
  for (const name of OWN) require(name);
  import(pathToFileURL(path.join(__dirname, 'esm-warmup.mjs')).href); // the first import() sets up Node's module loader
  become({ environment: { ...process.env, MAYFLY_REHEARSAL: '1' }, workingDirectory: process.cwd() });
  delete process.env.MAYFLY_REHEARSAL;
  rehearse(onReady);
}

/** Turns the stem into the environment of one function. */
function become({ environment, workingDirectory }) {
  const env = process.env;
  held ??= { __proto__: null, ...env };
  for (const name in held) {
    if (!KEPT.includes(name) && !(name in environment)) delete env[name];
  }
  for (const name in environment) {
    const value = environment[name];
    if (!KEPT.includes(name) && held[name] !== value) env[name] = value; // setting TZ anew, for one, costs a millisecond
  }
  delete env.MAYFLY_STEM;
  held = { __proto__: null, ...environment };
  for (const name of KEPT) held[name] = env[name];
  process.chdir(workingDirectory);
  require('module').Module._initPaths(); // reads NODE_PATH and HOME again
}

module.exports = { preload, become };
