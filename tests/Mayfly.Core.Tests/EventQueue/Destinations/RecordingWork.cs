using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Core.EventQueue;
using Mayfly.Core.EventQueue.Destinations;

namespace Mayfly.Core.Tests.EventQueue.Destinations;

/// <summary>A destination that takes everything.</summary>
internal sealed class RecordingWork(LaneKey lane, ConcurrentQueue<(string Arn, DeliveryHeader Header, JsonNode Body)> sent) : ILaneWork
{
    public int Ceiling => 1;

    public Task<EventEnd> RunAsync(QueuedEvent queued)
    {
        sent.Enqueue((
            lane.Name,
            EventContent.ReadHeader(queued.Content, EventHeaderJson.Default.DeliveryHeader),
            JsonNode.Parse(Encoding.UTF8.GetString(EventContent.Payload(queued.Content)))!));
        return Task.FromResult(EventEnd.Done);
    }

    public void Dropped(int events)
    {
    }
}
