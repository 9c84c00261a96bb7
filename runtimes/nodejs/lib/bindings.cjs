'use strict';

/**
 * One of Node.js's own native modules, without the JavaScript around it, which loads much more than a boot needs. Undefined where this Node.js
 * gives it to nobody any more: the caller must have another way.
 */
function binding(name) {
  const { noDeprecation } = process;
  process.noDeprecation = true; // it is deprecated, which is no concern of the function's log
  try {
    return process.binding(name);
  } catch {
    return undefined;
  } finally {
    if (noDeprecation === undefined) delete process.noDeprecation;
    else process.noDeprecation = noDeprecation;
  }
}

module.exports = { binding };
