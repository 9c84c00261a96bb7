using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mayfly.Dotnet.Errors;
using Mayfly.Dotnet.Handlers;
using Mayfly.Dotnet.Loading;
using Mayfly.Dotnet.Logging;
using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.Dotnet.Stems;

/// <summary>
/// Runs what every function will run, on a function of its own: code is compiled and types are loaded before anybody waits for them. It leaves
/// nothing that a function could see.
/// </summary>
internal static class WarmUp
{
    private sealed record Sample(string Name, int Number, double Share, bool Flag, List<string> Words, Dictionary<string, string> Pairs, DateTime Time);

    public static void Run()
    {
        Sample sample = new("é", 1, 1.5, true, ["a"], new Dictionary<string, string> { ["a"] = "b" }, DateTime.UnixEpoch);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(sample);
        JsonSerializerOptions own = new() { PropertyNameCaseInsensitive = true };
        using MemoryStream output = new();
        JsonSerializer.Serialize(output, JsonSerializer.Deserialize<Sample>(new MemoryStream(json), own), own);
        using JsonDocument document = JsonDocument.Parse(json);

        InvocationHeaders headers = new();
        headers.Take("lambda-runtime-aws-request-id: warm"u8);

        _ = JsonLine.Compose(DateTime.UtcNow, LogLevel.Information, headers, MessageTemplate.Parse("{a}"), [1], null);
        _ = DateTime.UtcNow.ToString(LambdaLog.DateFormat, System.Globalization.CultureInfo.InvariantCulture);
        _ = ErrorDocument.Of(Thrown());
        _ = Regex.IsMatch("warm", "^w");
        _ = Encoding.UTF8.GetString(Convert.FromBase64String(Convert.ToBase64String(json)));
        _ = TimeZoneInfo.Local.BaseUtcOffset;
        _ = Environment.ProcessPath;
        Task.Run(static () => Task.Delay(1)).GetAwaiter().GetResult();
        PreloadAssemblies();
        LoadFunction();
    }

    /// <summary>Loads a function of this pack's own, as that of a package is loaded.</summary>
    private static void LoadFunction()
    {
        const string Assembly = "Mayfly.Dotnet.Bridge";
        LambdaCore core = new(FunctionSettings.Read(), new LambdaLog(LogSink.None, LogSettings.Read()));
        _ = new FunctionAssemblies(AppContext.BaseDirectory, Assembly, SharedFrameworks.None);
        LambdaCore.LoadBridge();
        Handler handler = HandlerLoader.Load(new HandlerName(Assembly, $"{Assembly}.WarmUpFunction", "EchoAsync"), core);
        using MemoryStream output = new();
        handler.Invoke(new MemoryStream([1]), new InvocationHeaders(), output);
        _ = RuntimeConfiguration.Read(AppContext.BaseDirectory, "mayfly-dotnet");
        _ = FrameworkAssemblies.AreOlderThanIn(AppContext.BaseDirectory);
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("warm");
        }
        catch (InvalidOperationException error)
        {
            return error;
        }
    }

    /// <summary>Opening an assembly costs about a millisecond.</summary>
    private static void PreloadAssemblies()
    {
        foreach (string name in (string[])["System.Net.Http", "System.Collections.Concurrent", "System.Collections.Immutable", "System.Net.Security", "System.Security.Cryptography", "System.Private.Uri", "System.Private.Xml", "System.ComponentModel", "System.IO.Compression", "System.Diagnostics.DiagnosticSource", "System.Text.Encodings.Web", "netstandard", "System.Diagnostics.Process"])
        {
            Assembly.Load(name);
        }
    }
}
