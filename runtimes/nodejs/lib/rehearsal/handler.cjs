'use strict';

// What a stem loads and runs before it is given a real function. See ../rehearsal.cjs.
exports.handler = async (event) => ({ event });
