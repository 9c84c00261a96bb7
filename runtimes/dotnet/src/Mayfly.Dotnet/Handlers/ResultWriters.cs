namespace Mayfly.Dotnet.Handlers;

/// <summary>Writes what a method returned; tasks are waited for first, on the thread of the loop, as AWS does.</summary>
internal abstract class ResultWriter<TResult>
{
    public abstract void Write(TResult result, MemoryStream output);
}

/// <summary>What a method without a result returns.</summary>
internal readonly struct Nothing;

/// <summary>For void: the answer is empty.</summary>
internal sealed class NothingWriter : ResultWriter<Nothing>
{
    public override void Write(Nothing result, MemoryStream output)
    {
    }
}

/// <summary>For Task and what is derived from it without a result: the answer is empty.</summary>
internal sealed class TaskWriter<TTask> : ResultWriter<TTask>
    where TTask : Task
{
    public override void Write(TTask result, MemoryStream output) => result.GetAwaiter().GetResult();
}

/// <summary>For ValueTask: the answer is empty.</summary>
internal sealed class ValueTaskWriter : ResultWriter<ValueTask>
{
    public override void Write(ValueTask result, MemoryStream output) => result.AsTask().GetAwaiter().GetResult();
}

/// <summary>For Task{T} and what is derived from it.</summary>
internal sealed class TaskResultWriter<TTask, TResult>(ResultWriter<TResult> inner) : ResultWriter<TTask>
    where TTask : Task<TResult>
{
    public override void Write(TTask result, MemoryStream output) => inner.Write(result.GetAwaiter().GetResult(), output);
}

/// <summary>For ValueTask{T}.</summary>
internal sealed class ValueTaskResultWriter<TResult>(ResultWriter<TResult> inner) : ResultWriter<ValueTask<TResult>>
{
    public override void Write(ValueTask<TResult> result, MemoryStream output)
        => inner.Write(result.IsCompletedSuccessfully ? result.Result : result.AsTask().GetAwaiter().GetResult(), output);
}

/// <summary>For streams: their bytes are the answer.</summary>
internal sealed class StreamWriter<TStream> : ResultWriter<TStream>
    where TStream : Stream
{
    public override void Write(TStream result, MemoryStream output) => result?.CopyTo(output);
}

/// <summary>For everything else: the function's serializer writes it.</summary>
internal sealed class SerializedWriter<TResult>(Action<TResult, Stream> serialize) : ResultWriter<TResult>
{
    public override void Write(TResult result, MemoryStream output) => serialize(result, output);
}
