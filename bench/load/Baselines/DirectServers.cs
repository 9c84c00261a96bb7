using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Client;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Baselines;

/// <summary>The servers that an Invoke is compared with. Each is a process of its own that prints its port.</summary>
internal static class DirectServers
{
    /// <summary>The same handler in a bare Node http server.</summary>
    public static ChildProgram StartNode(Workbench bench) => ChildProgram.Start(["/usr/bin/node", bench.DirectServer]);

    /// <summary>Kestrel answering "Hello, World!".</summary>
    public static ChildProgram StartPlaintext(Workbench bench) => ChildProgram.Start(["dotnet", bench.PlaintextServer]);

    public static byte[] NodeRequest(string payload) => HttpRequests.Post("/", payload);

    public static byte[] PlaintextRequest { get; } = HttpRequests.Get("/plaintext");

    public const string PlaintextResult = "Hello, World!";
}
