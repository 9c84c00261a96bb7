// The same handler in a process that has answered once and waits: what an idle environment is compared with.
require('./index.js').handler({ name: 'you' }).then((result) => console.log(JSON.stringify(result)));
process.stdin.resume();
