using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Mayfly.Sandbox;

namespace Mayfly.Server.Arguments;

/// <summary>The server's command line.</summary>
internal static class CommandLine
{
    /// <summary>Parses, answers --help and --version and faults itself, and otherwise runs <paramref name="serve"/>.</summary>
    public static Task<int> RunAsync(string[] arguments, Func<ServerArguments, Task<int>> serve)
    {
        Option<IPEndPoint> listen = new("--listen")
        {
            Description = "Address and port to serve on.",
            HelpName = "HOST:PORT",
            DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 4566),
            CustomParser = ParseEndpoint,
        };
        Option<string> data = new("--data") { Description = "Folder for everything that must survive.", HelpName = "DIR", DefaultValueFactory = _ => "./data" };
        Option<SandboxMode> sandbox = new("--sandbox")
        {
            Description = "bubblewrap isolates and limits functions; process runs them as plain processes, for machines that cannot do better.",
            DefaultValueFactory = _ => SandboxMode.Bubblewrap,
        };
        Option<SandboxNetwork> network = new("--network")
        {
            Description = "nat lets functions reach the network outside, never this host; none gives them loopback only.",
            DefaultValueFactory = _ => SandboxNetwork.Nat,
        };
        Option<bool> burst = new("--cpu-burst") { Description = "Let functions use idle CPU beyond the share that their memory buys." };
        Option<bool> insecure = new("--insecure") { Description = "Allow --listen beyond loopback although requests are not authenticated." };
        Option<string?> configuration = new("--config") { Description = "JSON file with further settings.", HelpName = "FILE" };
        RootCommand root = new("Mayfly runs AWS Lambda functions on this machine.") { listen, data, sandbox, network, burst, insecure, configuration };
        root.SetAction((result, _) => serve(new ServerArguments
        {
            Listen = result.GetValue(listen)!,
            DataDirectory = Path.GetFullPath(result.GetValue(data)!),
            Sandbox = result.GetValue(sandbox),
            Network = result.GetValue(network),
            CpuBurst = result.GetValue(burst),
            Insecure = result.GetValue(insecure),
            ConfigurationFile = result.GetValue(configuration),
        }));

        // The library would end the process two seconds after SIGTERM, whatever is still being taken down; the host has its own way of stopping.
        return root.Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static IPEndPoint? ParseEndpoint(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        string resolved = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + text["localhost".Length..] : text;
        if (IPEndPoint.TryParse(resolved, out IPEndPoint? endpoint) && resolved.Contains(':', StringComparison.Ordinal))
        {
            return endpoint;
        }

        argument.AddError($"--listen wants HOST:PORT with an IP address or localhost, for example 127.0.0.1:4566; this is not: {text}");
        return null;
    }
}
