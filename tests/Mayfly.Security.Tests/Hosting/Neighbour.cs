using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Security.Tests.Hosting;

/// <summary>A harmless function with a warm environment. It counts its invocations, so that the loss of that environment shows.</summary>
internal sealed class Neighbour
{
    private readonly HostileFunction _function;
    private int _count;

    private Neighbour(HostileFunction function) => _function = function;

    public static async Task<Neighbour> DeployAsync(MayflyServer server)
    {
        Neighbour neighbour = new(await HostileFunction.DeployAsync(server, "neighbour"));
        await neighbour.GoOnAsync(withLogs: true);
        return neighbour;
    }

    /// <summary>Goes on answering while something harmful happens, and after it.</summary>
    /// <returns>What the harmful thing answered.</returns>
    public async Task<RawAnswer> WhileItGoesOnAsync(Task<RawAnswer> harm, bool withLogs = false)
    {
        int during = 0;
        while (!harm.IsCompleted)
        {
            await GoOnAsync(withLogs);
            during++;
        }

        await GoOnAsync(withLogs);
        Assert.True(during >= 3, $"The neighbour answered {during} times while it happened.");
        return await harm;
    }

    /// <summary>One more invocation, by the same environment.</summary>
    public async Task GoOnAsync(bool withLogs = false)
    {
        RawAnswer answer = await _function.InvokeRawAsync(new JsonObject(), withLogs ? [("X-Amz-Log-Type", "Tail")] : []);
        Assert.Equal($"{++_count}", answer.Text);
        if (withLogs)
        {
            string log = Encoding.UTF8.GetString(Convert.FromBase64String(answer.Header("X-Amz-Log-Result")!));
            Assert.Contains($"REPORT RequestId: {answer.Header("x-amzn-RequestId")}", log, StringComparison.Ordinal);
        }
    }
}
