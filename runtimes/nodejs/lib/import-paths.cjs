'use strict';

// Node.js looks into the folders of NODE_PATH for require() only; Lambda's do for import as well: packages of layers, and the SDK.

const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

/**
 * From now on import finds packages in NODE_PATH, behind what Node.js finds by itself. Costs nothing where none of the folders is there; where
 * Node.js has hooks only on a thread of their own, that thread.
 */
function install() {
  const parents = parentsOf((process.env.NODE_PATH ?? '').split(path.delimiter));
  if (parents.length === 0) return;
  const { register, registerHooks } = require('module');
  if (registerHooks) {
    registerHooks({ resolve: (specifier, context, next) => resolve(specifier, context, next, parents) });
  } else {
    register(pathToFileURL(path.join(__dirname, 'import-hooks.mjs')), { data: parents });
  }
}

/** A module that is thought of beside each node_modules folder: what it would import is looked for there. */
function parentsOf(folders) {
  return folders
    .filter((folder) => path.basename(folder) === 'node_modules' && fs.existsSync(folder))
    .map((folder) => pathToFileURL(path.join(path.dirname(folder), 'importer.mjs')).href);
}

function resolve(specifier, context, next, parents) {
  try {
    return next(specifier, context);
  } catch (error) {
    if (!isMissingPackage(error, specifier)) throw error;
    for (const parentURL of parents) {
      try {
        return next(specifier, { ...context, parentURL });
      } catch (elsewhere) {
        if (!isMissingPackage(elsewhere, specifier)) throw elsewhere;
      }
    }
    throw error;
  }
}

function isMissingPackage(error, specifier) {
  return (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND') && !/^(\.|\/|#|[a-z][a-z+.-]*:)/i.test(specifier);
}

module.exports = { install, isMissingPackage };
