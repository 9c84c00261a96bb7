using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Streaming;

/// <summary>A function that streams its response and does step by step what its event says.</summary>
internal static class StreamingFunction
{
    /// <summary>
    /// Steps: {write: text}, {blocks: how many of 1 MB}, {fail: message}, {exit: code}, {hang: true}, {http: metadata}, {type: content type}, {end: true}, {log: text},
    /// {id: true} for the environment's own. An event that comes from a URL has them in its body.
    /// </summary>
    /// <param name="gate">An expression for what {gate: true} waits for.</param>
    public static FunctionSource Node(string gate = "null") => FunctionSource.Node($$"""
        const fs = require('fs');
        const id = require('crypto').randomUUID();
        const block = Buffer.alloc(1 << 20, 'x');
        exports.handler = awslambda.streamifyResponse(async (event, out, context) => {
          const written = (bytes) => new Promise((done, failed) => out.write(bytes, (error) => error ? failed(error) : done()));
          for (const step of event.steps ?? JSON.parse(event.body).steps) {
            if (step.type) out.setContentType(step.type);
            if (step.http) out = awslambda.HttpResponseStream.from(out, step.http);
            if (step.write !== undefined) out.write(step.write);
            if (step.id) out.write(id);
            if (step.context) out.write(JSON.stringify({ client: context.clientContext, arn: context.invokedFunctionArn }));
            for (let i = 0; i < (step.blocks ?? 0); i++) {
              await written(block);
              fs.writeFileSync('/tmp/accepted', String(i + 1));
            }
            if (step.gate) await {{gate}};
            if (step.end) out.end();
            if (step.log) console.log(step.log);
            if (step.fail) throw Object.assign(new Error(step.fail), { name: 'OwnError' });
            if (step.exit !== undefined) process.exit(step.exit);
            if (step.hang) await new Promise(() => setInterval(() => {}, 1000000));
          }
          out.end();
        });
        """);

    /// <summary>An event with these steps, each in JSON.</summary>
    public static string Steps(params IEnumerable<string> steps) => $$"""{"steps":[{{string.Join(',', steps)}}]}""";
}
