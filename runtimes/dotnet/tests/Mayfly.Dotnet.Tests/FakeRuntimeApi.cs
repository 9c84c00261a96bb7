using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Mayfly.Dotnet.Tests;

/// <summary>A small Runtime API that runs the real client in a process of its own, gives it events, and notes everything it says.</summary>
internal sealed class FakeRuntimeApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Bytes a write: answers are cut into pieces of that size.</summary>
    public int Cut { get; init; } = int.MaxValue;

    public bool Chunked { get; init; }

    public bool Stem { get; init; }

    /// <summary>The pack's folder name.</summary>
    public string Pack { get; init; } = "dotnet";

    /// <summary>Whether there is a telemetry pipe.</summary>
    public bool Framed { get; init; } = true;

    public string Folder { get; init; } = Places.Function("Functions");

    public Dictionary<string, string> Headers { get; init; } = [];

    public Dictionary<string, string> Variables { get; init; } = [];

    /// <summary>Runs one function of the tests' on events, JSON each.</summary>
    public static Task<FunctionRun> RunAsync(string method, params string[] events) => new FakeRuntimeApi().RunHandlerAsync($"Functions::Functions.{method}", events);

    public async Task<FunctionRun> RunHandlerAsync(string handler, params string[] events)
    {
        using Socket listener = new(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Dictionary<string, string> function = new(Variables)
        {
            ["_HANDLER"] = handler,
            ["LAMBDA_TASK_ROOT"] = Folder,
            ["AWS_LAMBDA_FUNCTION_NAME"] = "hello",
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "128",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/hello",
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = "stream",
            ["LANG"] = "C.UTF-8",
        };
        FunctionRun run = new();
        using TelemetryPipe telemetry = new();
        using Process process = Start(((IPEndPoint)listener.LocalEndPoint!).Port, function, telemetry.WriteEnd);

        using CancellationTokenSource over = new(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(over.Token), error = process.StandardError.ReadToEndAsync(over.Token);
        _ = ServeAsync(listener, process, function, new Queue<string>(events), run, over.Token);
        try
        {
            await process.WaitForExitAsync(over.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        run.ExitCode = process.ExitCode == 137 ? null : process.ExitCode;
        (run.StandardOutput, run.StandardError) = (await output, await error);
        run.Frames.AddRange(telemetry.ReadMessages());
        return run;
    }

    private Process Start(int port, Dictionary<string, string> function, int telemetry)
    {
        ProcessStartInfo start = new("/bin/sh", [Path.Combine(Places.Packs, Pack, "start.sh"), Places.Host, Places.Version])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Stem ? "/" : Folder,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in Stem ? new Dictionary<string, string> { ["MAYFLY_STEM"] = "1", ["STEM_ONLY"] = "1", ["LANG"] = "C.UTF-8" } : function)
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = $"127.0.0.1:{port}";
        if (Framed)
        {
            start.Environment["_LAMBDA_TELEMETRY_LOG_FD"] = telemetry.ToString(CultureInfo.InvariantCulture);
        }

        return Process.Start(start)!;
    }

    private async Task ServeAsync(Socket listener, Process process, Dictionary<string, string> function, Queue<string> events, FunctionRun run, CancellationToken cancellation)
    {
        int count = 0;
        while (true)
        {
            // A stem may become another program, which connects anew.
            using Socket connection = await listener.AcceptAsync(cancellation);
            connection.NoDelay = true;
            List<byte> data = [];
            byte[] buffer = new byte[1 << 20];
            while (true)
            {
                while (Take(data) is { } request)
                {
                    run.Requests.Add(request);
                    if (request.Method == "POST")
                    {
                        await SendAsync(connection, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                    }
                    else if (request.Path == "/mayfly/stem/claim")
                    {
                        byte[] grant = JsonSerializer.SerializeToUtf8Bytes(new { environment = function, workingDirectory = Folder });
                        await SendAsync(connection, [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {grant.Length}\r\n\r\n"), .. grant]);
                    }
                    else if (events.TryDequeue(out string? body))
                    {
                        await SendAsync(connection, Event(++count, Encoding.UTF8.GetBytes(body)));
                    }
                    else
                    {
                        process.Kill();
                        return;
                    }
                }

                int read = await connection.ReceiveAsync(buffer, cancellation);
                if (read == 0)
                {
                    break;
                }

                run.Reads.Add(buffer[..read]);
                data.AddRange(buffer.AsSpan(0, read));
            }
        }
    }

    private byte[] Event(int count, byte[] body)
    {
        Dictionary<string, string> headers = new(Headers)
        {
            ["Lambda-Runtime-Aws-Request-Id"] = $"request-{count}",
            ["Lambda-Runtime-Deadline-Ms"] = "4102444800000",
            ["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:000000000000:function:hello",
            ["Lambda-Runtime-Trace-Id"] = $"Root=1-{count}",
        };
        string head = "HTTP/1.1 200 OK\r\n" + string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n"));
        if (!Chunked)
        {
            return [.. Encoding.UTF8.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n"), .. body];
        }

        IEnumerable<byte> chunks = body.Chunk(7).SelectMany(chunk => (byte[])[.. Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), .. chunk, (byte)'\r', (byte)'\n']);
        return [.. Encoding.UTF8.GetBytes($"{head}Transfer-Encoding: chunked\r\n\r\n"), .. chunks, .. "0\r\nTrailer: x\r\n\r\n"u8];
    }

    private async Task SendAsync(Socket connection, byte[] bytes)
    {
        for (int at = 0; at < bytes.Length; at += Math.Min(Cut, bytes.Length - at))
        {
            await connection.SendAsync(bytes.AsMemory(at, Math.Min(Cut, bytes.Length - at)));
        }
    }

    private static ApiRequest? Take(List<byte> data)
    {
        ReadOnlySpan<byte> bytes = CollectionsMarshal.AsSpan(data);
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        string[] lines = Encoding.UTF8.GetString(bytes[..end]).Split("\r\n");
        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1]);
        int length = headers.TryGetValue("content-length", out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        if (bytes.Length < end + 4 + length)
        {
            return null;
        }

        string[] first = lines[0].Split(' ');
        ApiRequest request = new(first[0], first[1], headers, bytes.Slice(end + 4, length).ToArray());
        data.RemoveRange(0, end + 4 + length);
        return request;
    }
}
