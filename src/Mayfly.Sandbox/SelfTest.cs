namespace Mayfly.Sandbox;

/// <summary>Launches one sandbox when the host starts, so that what the machine refuses is known, with its reason, before the first function.</summary>
internal static class SelfTest
{
    public static async Task RunAsync(BubblewrapSandboxHost host, CancellationToken cancellationToken)
    {
        Said said = new();
        SandboxSpec spec = new()
        {
            Command = [ProgramSearch.Find("true") ?? throw new SandboxLaunchException("The program 'true' (coreutils) was not found.")],
            Environment = new Dictionary<string, string>(),
            Mounts = [],
            WorkingDirectory = "/",
            Limits = new SandboxLimits(128, 512),
            Output = said,
        };
        ISandbox sandbox = await host.LaunchAsync(spec, cancellationToken).ConfigureAwait(false);
        await using (sandbox.ConfigureAwait(false))
        {
            SandboxExit exit = await sandbox.Exited.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (exit.ExitCode != 0)
            {
                throw new SandboxLaunchException($"A first sandbox, made to see whether this machine can, failed ({exit}): {said.Text.Trim()}");
            }
        }
    }

    private sealed class Said : ISandboxOutput
    {
        public string Text { get; private set; } = "";

        public bool Receive(SandboxOutputChannel channel, ReadOnlySpan<byte> bytes)
        {
            Text += System.Text.Encoding.UTF8.GetString(bytes);
            return true;
        }
    }
}
