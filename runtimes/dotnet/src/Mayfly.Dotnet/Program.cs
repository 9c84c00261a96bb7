using Mayfly.Dotnet.Logging;
using Mayfly.Dotnet.RuntimeApi;
using Mayfly.Dotnet.Stems;

namespace Mayfly.Dotnet;

/// <summary>
/// Entry of the .NET runtime. It boots for one function, or, with MAYFLY_STEM=1, boots for nobody yet and waits to be given a function.
/// docs/design/stems.md tells the whole story.
/// </summary>
internal static class Program
{
    private static int Main()
    {
        if (Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is not { Length: > 0 } address)
        {
            Console.Error.WriteLine("mayfly-dotnet: AWS_LAMBDA_RUNTIME_API is not set, so there is nobody to ask for events.");
            return 1;
        }

        try
        {
            // Taken before anything else can see it: the descriptor is between the platform and this client.
            LogSink sink = LogSink.Open();
            RuntimeApiClient api = new(address);
            if (Environment.GetEnvironmentVariable("MAYFLY_STEM") == "1")
            {
                Stem.Preload();
                Stem.Become(StemGrant.Read(api.Claim()), sink);
            }

            else
            {
                FunctionBoot.ReplaceIfNeeded(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(one => (string)one.Key, one => (string)one.Value!), sink);
            }

            InitPhase.Run(api, sink);
        }
        catch (ConnectionLostException)
        {
            // This environment has no future. Exit at once: the function's own threads must not keep the process.
            Environment.Exit(1);
        }

        return 0;
    }
}
