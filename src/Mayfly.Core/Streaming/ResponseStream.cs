using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;
using Mayfly.Core.RuntimeApi.Connections;

namespace Mayfly.Core.Streaming;

/// <summary>
/// A response on its way from the runtime, whose connection fills this, to whoever asked for it to be streamed. It holds a few buffers and no more: while
/// nobody takes them out, nothing is read from the runtime, so that the function's write is what waits.
/// </summary>
internal sealed class ResponseStream
{
    /// <summary>Bytes that may wait here before the runtime is made to wait.</summary>
    private const int Capacity = 64 * 1024;

    private static readonly PipeOptions Buffers = new(
        pauseWriterThreshold: Capacity, resumeWriterThreshold: Capacity / 2, minimumSegmentSize: Capacity / 2, useSynchronizationContext: false);

    private readonly Lock _gate = new();
    private readonly Pipe _pipe = new(Buffers);
    private readonly TaskCompletionSource<bool> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamingOptions _options;
    private readonly ResponseClock _clock;
    private readonly BandwidthLimit _bandwidth;
    private bool _complete;

    public ResponseStream(StreamingOptions options, TimeProvider time)
    {
        _options = options;
        _clock = new ResponseClock(time);
        _bandwidth = new BandwidthLimit(options.BytesPerSecond, options.BurstBytes, time);
    }

    /// <summary>Completes with true when the runtime has begun to stream a response; with false when the invocation has ended without.</summary>
    public Task<bool> Begun => _begun.Task;

    /// <summary>Whether there has been a streamed response, the whole of it or a part.</summary>
    public bool HasBegun => _begun.Task is { IsCompletedSuccessfully: true, Result: true };

    /// <summary>The version that the event was last given to; null before it was.</summary>
    public string? ExecutedVersion { get; private set; }

    /// <summary>As the runtime gave it, once the response has begun; null when it gave none.</summary>
    public string? ContentType { get; private set; }

    public long ProducedBytes { get; private set; }

    /// <summary>The longest that it may be, bytes.</summary>
    public long MaximumBytes => _options.MaximumBytes;

    /// <summary>When the runtime responded; null if it did not begin to.</summary>
    public ResponseSpans? Spans => _clock.Read();

    /// <summary>The event is being handed over.</summary>
    public void Start(string version)
    {
        ExecutedVersion = version;
        _clock.Start();
    }

    /// <summary>Takes the response in, as fast as it is taken out and AWS's bandwidth allows. Called by the runtime's connection, once.</summary>
    public async Task<StreamEnd> ReceiveAsync(RequestBody body, string? contentType)
    {
        ContentType = contentType;
        _clock.Begin();
        if (!_begun.TrySetResult(true))
        {
            return StreamEnd.Unwanted;
        }

        try
        {
            return await FillAsync(body);
        }
        finally
        {
            _clock.End();
            lock (_gate)
            {
                _complete = true;
            }

            await _pipe.Writer.CompleteAsync();
        }
    }

    /// <summary>The invocation has ended, whichever way: nothing that is not here yet is waited for.</summary>
    public void Close()
    {
        _begun.TrySetResult(false);
        lock (_gate)
        {
            if (!_complete)
            {
                _pipe.Reader.CancelPendingRead();
            }
        }
    }

    /// <summary>Takes out what comes, until the response ends or the invocation does. Called by whoever sends it on, once.</summary>
    /// <param name="send">Sends it on; answers false when nobody wants any more, or throws. The function runs to its end all the same, as on AWS.</param>
    public async Task CopyAsync(Func<ReadOnlySequence<byte>, ValueTask<bool>> send)
    {
        bool wanted = true;
        ExceptionDispatchInfo? failure = null;
        while (true)
        {
            ReadResult read = await _pipe.Reader.ReadAsync();
            try
            {
                wanted = wanted && (read.Buffer.IsEmpty || await send(read.Buffer));
            }
            catch (Exception error)
            {
                (wanted, failure) = (false, ExceptionDispatchInfo.Capture(error));
            }

            _pipe.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || read.IsCanceled)
            {
                break;
            }
        }

        await _pipe.Reader.CompleteAsync();
        failure?.Throw();
    }

    private async ValueTask<StreamEnd> FillAsync(RequestBody body)
    {
        PipeWriter writer = _pipe.Writer;
        while (true)
        {
            // Not more at a time than is left of the buffer, however little: a function that writes a few bytes at a time must not cost a buffer each.
            int count = await body.ReadAsync(writer.GetMemory());
            if (count == 0)
            {
                return body.Broken ? StreamEnd.BrokenOff : StreamEnd.Whole;
            }

            int allowed = (int)Math.Min(count, MaximumBytes - ProducedBytes);
            await _bandwidth.TakeAsync(allowed);
            ProducedBytes += allowed;
            writer.Advance(allowed);
            FlushResult flushed = await writer.FlushAsync();
            if (allowed < count)
            {
                return StreamEnd.TooLarge;
            }

            if (flushed.IsCompleted)
            {
                return StreamEnd.Unwanted;
            }
        }
    }
}
