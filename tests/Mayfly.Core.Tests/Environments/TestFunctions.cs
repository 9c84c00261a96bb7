using Mayfly.Core.Environments;
using Mayfly.Core.Functions;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Tests.Environments;

/// <summary>The surroundings of an environment under test.</summary>
internal static class TestFunctions
{
    public static FunctionVersion Version(bool json = false) => new()
    {
        Key = new FunctionKey("000000000000", "us-east-1", "f"),
        Version = "$LATEST",
        Generation = 1,
        Runtime = "nodejs20.x",
        Handler = "index.handler",
        Role = "arn:aws:iam::000000000000:role/any",
        MemoryMb = 128,
        Timeout = TimeSpan.FromSeconds(3),
        EphemeralStorageMb = 512,
        Architecture = "x86_64",
        Environment = new Dictionary<string, string>(),
        PackageId = "p",
        Logging = new LoggingSettings(json, "INFO", "INFO", "/aws/lambda/f"),
        TracingMode = "PassThrough",
        LineageId = "00000000",
    };

    public static EnvironmentLog Log(TimeProvider time) => new(new MemoryLog(), Version(), runtime: null, "stream", time);

    public static FunctionFiles Files() => new(new CodeLease("/nowhere", static () => { }), layers: null);
}
