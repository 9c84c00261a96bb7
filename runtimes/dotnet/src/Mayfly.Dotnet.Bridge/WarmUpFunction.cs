namespace Mayfly.Dotnet.Bridge;

/// <summary>What a stem loads before it knows its function, so that loading is warm then.</summary>
internal static class WarmUpFunction
{
    public static async Task<Stream> EchoAsync(Stream input)
    {
        await Task.Yield();
        return input;
    }
}
