using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>A program that makes calls through a real AWS client, told by lines of JSON, so that a call does not cost the start of an interpreter.</summary>
internal sealed class ClientDriver
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _waiting = new();
    private readonly ConcurrentDictionary<int, ChannelWriter<JsonObject>> _events = new();
    private int _lastId;

    public ClientDriver(string program, IReadOnlyList<string> arguments, string folder)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder })!;
        _process.OutputDataReceived += (_, line) => Receive(line.Data);
        _process.BeginOutputReadLine();
    }

    /// <summary>Answers {"status", "headers", "body"}.</summary>
    /// <param name="call">What the client's program is told.</param>
    /// <param name="events">Gets the events of an answer that is a stream of them, as they come.</param>
    /// <exception cref="AwsCallException">The service answered an error, or the client could not make the call.</exception>
    public async Task<JsonObject> CallAsync(JsonObject call, ChannelWriter<JsonObject>? events = null)
    {
        int id = Interlocked.Increment(ref _lastId);
        call["id"] = id;
        if (events is not null)
        {
            _events[id] = events;
        }

        TaskCompletionSource<JsonObject> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = reply;
        lock (_process)
        {
            _process.StandardInput.WriteLine(call.ToJsonString());
        }

        JsonObject answer = await reply.Task;
        return answer["error"] is not JsonObject error
            ? answer["result"]!.AsObject()
            : throw new AwsCallException((string)error["code"]!, (string?)error["message"] ?? "", (int?)error["status"] ?? 0, error);
    }

    public void Stop()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Receive(string? line)
    {
        if (line is null)
        {
            foreach (TaskCompletionSource<JsonObject> waiting in _waiting.Values)
            {
                waiting.TrySetException(new InvalidOperationException("The client's program has ended: see its messages above."));
            }

            return;
        }

        JsonObject reply = JsonNode.Parse(line)!.AsObject();
        if (reply["event"] is JsonObject happened)
        {
            _events.GetValueOrDefault((int)reply["id"]!)?.TryWrite(happened.DeepClone().AsObject());
            return;
        }

        if (_events.TryRemove((int)reply["id"]!, out ChannelWriter<JsonObject>? events))
        {
            events.TryComplete();
        }

        if (_waiting.TryRemove((int)reply["id"]!, out TaskCompletionSource<JsonObject>? call))
        {
            call.SetResult(reply);
        }
    }
}
