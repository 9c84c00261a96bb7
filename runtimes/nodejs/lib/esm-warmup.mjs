// Loaded by a stem so that a function's first ES module finds Node's loader at work already.
export {};
