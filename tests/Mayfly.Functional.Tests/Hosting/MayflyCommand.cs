using System.Diagnostics;

namespace Mayfly.Functional.Tests.Hosting;

/// <summary>The mayfly command, as users start it.</summary>
internal static class MayflyCommand
{
    public static async Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "mayfly"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string[] texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, texts[0], texts[1]);
    }
}
