'use strict';

// Flags that shape the heap when V8 starts and mean nothing afterwards, with the values that V8 has by default.
const SPENT = ['--no-expose-gc', '--max-old-space-size=0', '--max-semi-space-size=0'];

/**
 * Lets Node.js use the compiled form of its own modules that it ships. V8 refuses compiled code that was made with other flags than it has now,
 * and start.sh sets some for the heap; the heap is there by now, so putting them back changes nothing but the comparison. A boot takes a third
 * less. To be called before anything else is loaded.
 */
function accept() {
  const v8 = door() ?? require('v8');
  for (const flag of SPENT) v8.setFlagsFromString(flag);
}

/** Node.js 22 and earlier: the function alone, without the module around it, which loads much of what this is to speed up. */
function door() {
  const { noDeprecation } = process;
  process.noDeprecation = true; // it is deprecated, which is no concern of the function's log
  try {
    return process.binding('v8');
  } catch {
    return undefined;
  } finally {
    if (noDeprecation === undefined) delete process.noDeprecation;
    else process.noDeprecation = noDeprecation;
  }
}

module.exports = { accept };
