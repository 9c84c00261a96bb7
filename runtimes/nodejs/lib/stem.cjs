'use strict';

// The client's own needs, and what most functions load first. Builtin modules leave no trace that a function could see.
const BUILTINS = ['http', 'https', 'tls', 'crypto', 'stream', 'stream/promises', 'url', 'util', 'events', 'zlib', 'os', 'dns', 'querystring', 'string_decoder', 'timers', 'timers/promises', 'buffer', 'async_hooks', 'child_process', 'fs/promises', 'assert', 'perf_hooks', 'http2', 'readline'];
const OWN = ['./streaming-invoker.cjs', './promise-invoker.cjs', './callback-invoker.cjs', './awslambda.cjs', './frames.cjs'];

const path = require('path');
const { pathToFileURL } = require('url');
const { rehearse } = require('./rehearsal.cjs');

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
  for (const name of Object.keys(env)) {
    if (!KEPT.includes(name) && !(name in environment)) delete env[name];
  }
  for (const name of Object.keys(environment)) {
    const value = environment[name];
    if (!KEPT.includes(name) && env[name] !== value) env[name] = value; // setting TZ anew, for one, costs a millisecond
  }
  delete env.MAYFLY_STEM;
  process.chdir(workingDirectory);
  require('module').Module._initPaths(); // reads NODE_PATH and HOME again
}

module.exports = { preload, become };
