using System.CommandLine;
using Mayfly.Cli.Http;
using Mayfly.Cli.Output;

namespace Mayfly.Cli.Commands;

/// <summary>mayfly runtimes: which runtimes the server's machine has, and how to add those that it lacks.</summary>
internal static class RuntimesCommand
{
    private const string Resource = "/_mayfly/runtimes";

    public static Command Create()
    {
        Option<Uri> endpoint = ServerEndpoint.Option();
        Option<bool> json = new("--json") { Description = "Print the server's answer as it is." };
        Command command = new("runtimes", "List the runtimes, the interpreters found for them, and how to add what is missing.") { endpoint, json };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(endpoint)!, result.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Uri endpoint, bool json, CancellationToken cancellation)
    {
        try
        {
            MayflyClient server = new(endpoint);
            if (json)
            {
                Console.Out.WriteLine(await server.GetTextAsync(Resource, cancellation));
            }
            else
            {
                RuntimeList list = await server.GetAsync(Resource, CliJson.Default.RuntimeList, cancellation);
                Print(list.Runtimes);
            }

            return 0;
        }
        catch (ServerException failure)
        {
            Console.Error.WriteLine($"mayfly: {failure.Message}");
            return 1;
        }
    }

    private static void Print(IReadOnlyList<RuntimeEntry> runtimes)
    {
        TextTable.Print(Console.Out, runtimes.Where(runtime => runtime.Available).Select(runtime => new[] { runtime.Runtime, runtime.Found ?? runtime.Language }));
        RuntimeEntry[] missing = [.. runtimes.Where(runtime => !runtime.Available)];
        if (missing.Length > 0)
        {
            Console.Out.WriteLine("\nNot on this machine; start the server again after adding one:");
            TextTable.Print(Console.Out, missing.Select(runtime => new[] { runtime.Runtime, runtime.HowToAdd ?? "" }));
        }
    }
}
