// The same handler in a process of its own: what a cold start is compared with.
require('./index.js').handler({ name: 'you' }).then((result) => console.log(JSON.stringify(result)));
