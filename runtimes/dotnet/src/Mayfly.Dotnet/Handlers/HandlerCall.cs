namespace Mayfly.Dotnet.Handlers;

/// <summary>One call: reads the event as the method's parameter, calls it, writes its result.</summary>
internal abstract class HandlerCall
{
    public abstract void Run(Stream input, object? context, MemoryStream output);
}
