'use strict';

const fs = require('fs');
const path = require('path');
const { RuntimeFault } = require('./errors.cjs');

/**
 * Finds the function that a handler string names: "index.handler", "dir/file.handler", "file.nested.handler".
 * Calls back at once for CommonJS, so that a cold start waits for no promise; ES modules load when they load.
 */
function loadHandler(settings, onLoaded, onFault) {
  let name;
  try {
    name = parseName(settings.handler);
    const file = path.resolve(settings.taskRoot, name.folder, name.module);
    const found = locate(file);
    if (found === null) {
      const resolved = require.resolve(name.module, { paths: [settings.taskRoot, path.join(settings.taskRoot, name.folder)] });
      return onLoaded(pick(require(resolved), name.member, settings));
    }
    if (!found.esModule) {
      const loaded = requireOrNull(found.file);
      if (loaded !== null) return onLoaded(pick(loaded.exports, name.member, settings));
    }
    importModule(found.file).then((exports) => {
      let handler;
      try {
        handler = pick(exports, name.member, settings);
      } catch (fault) {
        return onFault(fault);
      }
      onLoaded(handler);
    }, (error) => onFault(loadFault(error)));
  } catch (error) {
    onFault(error instanceof RuntimeFault ? error : loadFault(error));
  }
}

function parseName(handler) {
  if (handler.includes('..')) {
    throw new RuntimeFault('MalformedHandlerName', `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`);
  }
  const file = path.basename(handler);
  const dot = file.indexOf('.');
  if (dot === -1) throw new RuntimeFault('MalformedHandlerName', 'Bad handler');
  return { folder: handler.slice(0, handler.lastIndexOf(file)), module: file.slice(0, dot), member: file.slice(dot + 1) };
}

/** AWS's order: the bare name, .js (an ES module where package.json says so), .mjs, .cjs. */
function locate(file) {
  if (isFile(file)) return { file, esModule: false };
  if (isFile(file + '.js')) return { file: file + '.js', esModule: isModuleFolder(path.dirname(file)) };
  if (isFile(file + '.mjs')) return { file: file + '.mjs', esModule: true };
  if (isFile(file + '.cjs')) return { file: file + '.cjs', esModule: false };
  return null;
}

function isFile(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** Whether the nearest package.json says "type": "module"; a node_modules folder ends the search. */
function isModuleFolder(folder) {
  for (let at = folder; path.basename(at) !== 'node_modules'; at = path.dirname(at)) {
    const manifest = path.join(at, 'package.json');
    if (fs.existsSync(manifest)) {
      try {
        return JSON.parse(fs.readFileSync(manifest, 'utf8'))?.type === 'module';
      } catch (error) {
        console.warn(`${manifest} cannot be read, it will be ignored for ES module detection purposes.`, error);
        return false;
      }
    }
    if (at === path.dirname(at)) return false;
  }
  return false;
}

/** Null when the file turns out to be an ES module with top-level await, which only import() can load. */
function requireOrNull(file) {
  try {
    return { exports: require(file) };
  } catch (error) {
    if (error?.code === 'ERR_REQUIRE_ASYNC_MODULE') return null;
    throw error;
  }
}

function importModule(file) {
  require('./import-paths.cjs').install();
  return import(require('url').pathToFileURL(file).href);
}

function pick(exports, member, settings) {
  const handler = walk(exports, member) ?? (settings.promisesOnly ? walk(exports?.default, member) : undefined);
  if (!handler) throw new RuntimeFault('HandlerNotFound', `${settings.handler} is undefined or not exported`);
  if (typeof handler !== 'function') throw new RuntimeFault('HandlerNotFound', `${settings.handler} is not a function`);
  return handler;
}

function walk(exports, member) {
  let value = exports;
  for (const key of member.split('.')) value = value && value[key];
  return value;
}

function loadFault(error) {
  if (error instanceof SyntaxError) return new RuntimeFault('UserCodeSyntaxError', error);
  if (error?.code === 'MODULE_NOT_FOUND') return new RuntimeFault('ImportModuleError', error);
  return error;
}

module.exports = { loadHandler };
