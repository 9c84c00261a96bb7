'use strict';

// Entry of the Node.js runtime. `node bootstrap.cjs` boots for one function, or, with MAYFLY_STEM=1, boots for nobody yet and
// waits to be given a function. docs/design/stems.md tells the whole story.

require('./lib/code-cache.cjs').accept();

const { RuntimeApi } = require('./lib/runtime-api.cjs');

const address = process.env.AWS_LAMBDA_RUNTIME_API;
if (!address) {
  process.stderr.write('bootstrap: AWS_LAMBDA_RUNTIME_API is not set, so there is nobody to ask for events.\n');
  process.exit(1);
}

const api = new RuntimeApi(address, () => process.exit(1));
const { start } = require('./lib/start.cjs');

if (process.env.MAYFLY_STEM === '1') {
  const { preload, become } = require('./lib/stem.cjs');
  preload(() => {
    api.claim((grant) => {
      become(grant);
      start(api);
    });
  });
} else {
  start(api);
}
