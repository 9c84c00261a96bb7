'use strict';

// Writes the whole client as one script to standard output: `node archive.cjs`. Looking for fourteen files and reading them takes a boot
// longer than running what is in them. What is not CommonJS stays where it is, beside this file.

const fs = require('fs');
const path = require('path');

const LIB = path.join(__dirname, 'lib');

function write(print) {
  print(`'use strict';\nconst modules = {\n`);
  for (const file of fs.readdirSync(LIB).filter((name) => name.endsWith('.cjs'))) {
    // the parentheses tell V8 that the function is called soon
    print(`${JSON.stringify(file)}: (function (module, exports, require, __dirname) {\n${fs.readFileSync(path.join(LIB, file), 'utf8')}\n}),\n`);
  }
  print(`};\n(${link})(modules, require, ${JSON.stringify(LIB)});\n`);
  print(`(function (require) {\n${fs.readFileSync(path.join(__dirname, 'bootstrap.cjs'), 'utf8')}\n})(modules.require);\n`);
}

/** Part of the script that is written: a require() which finds the client's own modules in it, and all else as ever. */
function link(modules, requireFile, directory) {
  const loaded = { __proto__: null };
  function require(name) {
    const own = /^\.\/(?:lib\/)?(.*\.cjs)$/.exec(name);
    if (own === null) return requireFile(name);
    let module = loaded[own[1]];
    if (module === undefined) {
      module = loaded[own[1]] = { exports: {} };
      modules[own[1]](module, module.exports, require, directory);
    }
    return module.exports;
  }
  require.resolve = requireFile.resolve;
  require.cache = requireFile.cache;
  modules.require = require;
}

write((text) => process.stdout.write(text));
