namespace Mayfly.Dotnet.Handlers;

/// <summary>Calls a method without parameters.</summary>
internal sealed class BareCall<TResult>(Func<TResult> method, ResultWriter<TResult> result) : HandlerCall
{
    public override void Run(Stream input, object? context, MemoryStream output) => result.Write(method(), output);
}

/// <summary>Calls a method of the event alone.</summary>
internal sealed class EventCall<TEvent, TResult>(Func<Stream, TEvent> read, Func<TEvent, TResult> method, ResultWriter<TResult> result) : HandlerCall
{
    public override void Run(Stream input, object? context, MemoryStream output) => result.Write(method(read(input)), output);
}

/// <summary>Calls a method of the context alone.</summary>
internal sealed class ContextCall<TContext, TResult>(Func<TContext, TResult> method, ResultWriter<TResult> result) : HandlerCall
{
    public override void Run(Stream input, object? context, MemoryStream output) => result.Write(method((TContext)context!), output);
}

/// <summary>Calls a method of the event and the context.</summary>
internal sealed class FullCall<TEvent, TContext, TResult>(Func<Stream, TEvent> read, Func<TEvent, TContext, TResult> method, ResultWriter<TResult> result) : HandlerCall
{
    public override void Run(Stream input, object? context, MemoryStream output) => result.Write(method(read(input), (TContext)context!), output);
}
