using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>A call whose answer is a stream of events, which come one by one.</summary>
/// <param name="Events">Its events; ends with the stream.</param>
/// <param name="Answer">"status" and the answer's other members ("body"), once the stream has ended.</param>
internal sealed record EventStreamCall(ChannelReader<JsonObject> Events, Task<JsonObject> Answer)
{
    /// <summary>The next event.</summary>
    public async Task<JsonObject> NextAsync() => await Events.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Hosting.Wait.Deadline);

    /// <summary>All that are still to come.</summary>
    public async Task<IReadOnlyList<JsonObject>> RestAsync()
    {
        await Answer;
        List<JsonObject> rest = [];
        while (Events.TryRead(out JsonObject? happened))
        {
            rest.Add(happened);
        }

        return rest;
    }
}
