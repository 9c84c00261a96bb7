// Makes AWS calls through the AWS SDK for JavaScript for the functional tests.
//
// Reads one JSON object a line: {"id", "endpoint", "account", "region", "service", "operation", "parameters"}; writes one a line:
// {"id", "result"} or {"id", "error"}. Bytes are {"$bytes": base64}, times that are given {"$time": seconds}. Calls run side by side and are never retried.
// The events of an event stream come one a line, as they come, before the result: {"id", "event"}.
// The SDK is looked for in the folder that the program is started in.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const services = {
  lambda: { module: require("@aws-sdk/client-lambda"), client: "LambdaClient" },
  logs: { module: require("@aws-sdk/client-cloudwatch-logs"), client: "CloudWatchLogsClient" },
};
const clients = new Map();

function clientFor({ service, endpoint, account, region }) {
  const key = [service, endpoint, account, region].join(" ");
  if (!clients.has(key)) {
    const { module, client } = services[service];
    const credentials = { accessKeyId: account, secretAccessKey: "secret" };
    clients.set(key, new module[client]({ endpoint, region, credentials, maxAttempts: 1 }));
  }
  return clients.get(key);
}

function decode(value) {
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== "object") return value;
  if ("$bytes" in value) return Buffer.from(value.$bytes, "base64");
  if ("$time" in value) return new Date(value.$time * 1000);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, decode(member)]));
}

function encode(value) {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(encode);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, encode(member)]));
}

async function answer(call) {
  try {
    const Command = services[call.service].module[`${call.operation}Command`];
    const output = await clientFor(call).send(new Command(decode(call.parameters)));
    const { $metadata, EventStream, ...body } = output;
    for await (const event of EventStream ?? []) say({ id: call.id, event: encode(event) });
    return { result: { status: $metadata.httpStatusCode, headers: {}, body: encode(body) } };
  } catch (failure) {
    const { name, message, $metadata, $response } = failure;
    const members = Object.fromEntries(Object.entries(failure).filter(([key]) => !key.startsWith("$")));
    const error = { code: name, message, body: encode(members) };
    return { error: { ...error, status: $metadata?.httpStatusCode, headers: $response?.headers ?? {} } };
  }
}

function say(message) {
  process.stdout.write(JSON.stringify(message) + "\n");
}

for await (const line of createInterface({ input: process.stdin })) {
  const call = JSON.parse(line);
  answer(call).then((reply) => say({ id: call.id, ...reply }));
}
