using Mayfly.Dotnet.Logging;
using Mayfly.Dotnet.RuntimeApi;
using Mayfly.Dotnet.Stems;

namespace Mayfly.PowerShell;

/// <summary>
/// Entry of the PowerShell runtime. It boots for one function, or, with MAYFLY_STEM=1, boots for nobody yet and waits to be given a function. The client
/// of the Runtime API is the .NET pack's. docs/design/stems.md tells the whole story.
/// </summary>
internal static class Program
{
    private static int Main()
    {
        if (Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is not { Length: > 0 } address)
        {
            Console.Error.WriteLine("mayfly-powershell: AWS_LAMBDA_RUNTIME_API is not set, so there is nobody to ask for events.");
            return 1;
        }

        try
        {
            LogSink sink = LogSink.Open();
            RuntimeApiClient api = new(address);
            PowerShellSession session;
            if (Environment.GetEnvironmentVariable("MAYFLY_STEM") == "1")
            {
                session = PowerShellSession.Open();
                session.WarmUp();
                StemGrant.Read(api.Claim()).Apply();
            }
            else
            {
                session = PowerShellSession.Open();
            }

            InitPhase.Run(api, sink, session);
        }
        catch (ConnectionLostException)
        {
            Environment.Exit(1);
        }

        return 0;
    }
}
