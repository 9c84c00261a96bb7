// Says hello to whoever the event names.
export const handler = async (event, context) => {
  const name = event?.name ?? 'world';
  console.log(`${context.functionName} greets ${name}`);
  return { message: `Hello, ${name}!`, runtime: `Node.js ${process.versions.node}` };
};
