using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.EventQueue;
using Mayfly.Core.EventQueue.Destinations;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Tests.EventQueue.Destinations;
using Mayfly.Core.Tests.Functions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Core.Tests.EventQueue;

/// <summary>The queue over a store in memory and functions that do what a test says. It can be restarted, as after a crash.</summary>
internal sealed class QueueRoom : IAsyncDisposable
{
    private readonly Func<Attempt, Task<InvocationStatus>> _run;
    private readonly EventMeters _meters;
    private MortalEventStore _process;
    private EventLanes _lanes;
    private Core.EventQueue.EventQueue _queue;

    private QueueRoom(FunctionsRoom functions, Func<Attempt, Task<InvocationStatus>> run)
    {
        RoomMeters factory = new();
        Counted = new CountedEvents(factory);
        _meters = new EventMeters(factory);
        Functions = functions;
        Store = new MemoryEventStore(functions.Time);
        _run = run;
        Begin();
    }

    public FunctionsRoom Functions { get; }

    public long MaximumEvents { get; set; } = 1_000_000;

    public MemoryEventStore Store { get; }

    public CountedEvents Counted { get; }

    /// <summary>What destinations and dead-letter queues were sent.</summary>
    public ConcurrentQueue<(string Arn, DeliveryHeader Header, JsonNode Body)> Sent { get; } = new();

    public ConcurrentQueue<Attempt> Attempts { get; } = new();

    public long Now => Functions.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="run">What an attempt comes to.</param>
    /// <param name="names">The functions.</param>
    public static async Task<QueueRoom> StartAsync(Func<Attempt, Task<InvocationStatus>> run, params string[] names)
    {
        FunctionsRoom functions = new();
        foreach (string name in names)
        {
            await functions.CreateAsync(FunctionsRoom.Request(name));
        }

        return new QueueRoom(functions, run);
    }

    public static Task<QueueRoom> StartAsync(InvocationStatus always) => StartAsync(_ => Task.FromResult(always), "f");

    public Task ConfigureAsync(string function, int? retries, int? age = null, DestinationConfig? destinations = null) =>
        Functions.CallAsync<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>(
            new PutFunctionEventInvokeConfigRequest { FunctionName = function, MaximumRetryAttempts = retries, MaximumEventAgeInSeconds = age, DestinationConfig = destinations });

    /// <summary>Sends an event and answers its request id.</summary>
    public async Task<string> SendAsync(string function = "f", string payload = "{}", string? qualifier = null)
    {
        (string id, AwsError? refused) = await TrySendAsync(function, payload, qualifier);
        Assert.Null(refused);
        return id;
    }

    public async Task<(string RequestId, AwsError? Refused)> TrySendAsync(string function = "f", string payload = "{}", string? qualifier = null)
    {
        string id = Guid.NewGuid().ToString();
        using Payload body = Payload.Copy(Encoding.UTF8.GetBytes(payload));
        EventIntake intake = new(Functions.Get<FunctionStore>(), _lanes, _meters, MaximumEvents);
        AwsError? refused = await intake.AcceptAsync(FunctionsRoom.Key(function), qualifier, new Core.Invocation.InvocationRequest
        {
            RequestId = id,
            Event = body,
            InvokedArn = FunctionsRoom.Key(function).Arn,
            TraceHeader = "",
            ClientContext = """{"custom":1}""",
        });
        return (id, refused);
    }

    /// <summary>Waits until only the passing of time can change anything.</summary>
    public async Task SettleAsync()
    {
        await UntilAsync("the queue to be idle", () => _lanes.IsIdle);
    }

    /// <summary>Waits for something that other threads do. The deadline ends a hang, and measures nothing.</summary>
    public static async Task UntilAsync(string what, Func<bool> holds)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));
        while (!holds())
        {
            Assert.False(deadline.IsCancellationRequested, $"Waited in vain for {what}.");
            await Task.Yield();
        }
    }

    /// <summary>Lets that much time pass, in steps, everything that falls due in between being done in its time.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        await SettleAsync();
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Functions.Time.Advance(step);
            await SettleAsync();
        }
    }

    /// <summary>The process dies; the next one takes up what it left.</summary>
    public void Crash()
    {
        Die();
        _queue.Dispose();
        Begin();
    }

    /// <summary>From now on nothing of this process's reaches the store.</summary>
    public void Die() => _process.Die();

    public ValueTask DisposeAsync()
    {
        _queue.Dispose();
        _meters.Dispose();
        Counted.Dispose();
        return Functions.DisposeAsync();
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_process), nameof(_lanes), nameof(_queue))]
    private void Begin()
    {
        FunctionStore functions = Functions.Get<FunctionStore>();
        _process = new MortalEventStore(Store);
        FunctionWorkParts parts = new(functions, InvokeAsync, new EventOutcomes(functions, _meters, Functions.Time), _meters, AccountConcurrency: 1000);
        _lanes = new EventLanes(
            _process,
            Functions.Time,
            NullLogger.Instance,
            (key, lanes) => key.Kind == LaneKind.Function ? new FunctionWork(key.Function, parts, lanes) : new RecordingWork(key, Sent));
        _queue = new Core.EventQueue.EventQueue(functions, _lanes, _meters);
        _queue.Begin();
    }

    private async ValueTask<InvocationOutcome> InvokeAsync(FunctionKey function, string? qualifier, Core.Invocation.InvocationRequest request)
    {
        Attempt attempt = new(function.Name, request.RequestId, Now, request);
        Attempts.Enqueue(attempt);
        InvocationStatus status = await _run(attempt);
        return new InvocationOutcome
        {
            Status = status,
            ExecutedVersion = "$LATEST",
            Result = status switch
            {
                InvocationStatus.Succeeded => Payload.Copy("{\"well\":1}"u8),
                InvocationStatus.FunctionFailed => Payload.Copy("{\"errorMessage\":\"bad\",\"errorType\":\"Error\"}"u8),
                _ => null,
            },
        };
    }
}
