// The function that all Node measures run. Asked to, it tells what it sees of its sandbox.
let invocations = 0;

exports.handler = async (event) => {
  invocations++;
  if (event.probe) return probe();
  if (event.holdMs) await new Promise((resolve) => setTimeout(resolve, event.holdMs));
  return { message: `Hello, ${event.name}` };
};

function probe() {
  const fs = require('fs');
  return {
    invocations,
    version: process.version,
    processNamespace: fs.readlinkSync('/proc/self/ns/pid'),
    temporaryFiles: fs.readdirSync('/tmp'),
    code: fs.readdirSync('/var/task'),
  };
}
