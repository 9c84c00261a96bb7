using Mayfly.Core.AwsServices;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.EventQueue.Destinations;

/// <summary>Sends a destination's messages. One that is not taken is tried again with growing pauses, and when it has grown too old it is counted and logged.</summary>
internal sealed partial class DeliveryWork(LaneKey destination, DestinationSender sender, EventLanes lanes, EventMeters meters) : ILaneWork
{
    private const int AtOnce = 8;

    public int Ceiling => AtOnce;

    public async Task<EventEnd> RunAsync(QueuedEvent queued)
    {
        byte[]? content = queued.Content ?? lanes.Store.ReadContent(queued.Id);
        if (content is null)
        {
            return EventEnd.Done;
        }

        DeliveryHeader header = EventContent.ReadHeader(content, EventHeaderJson.Default.DeliveryHeader);
        try
        {
            await sender.SendAsync(destination.Name, destination.Region, header, EventContent.Payload(content).ToArray(), lanes.Stopping);
            return EventEnd.Done;
        }
        catch (Exception failure) when (lanes.IsStopping && failure is (AwsServiceException or OperationCanceledException))
        {
            return EventEnd.Abandoned;
        }
        catch (AwsServiceException failure)
        {
            EventRules rules = EventRules.Of(null);
            if (!failure.IsFinal && !RetryPolicy.IsTooOld(queued, rules, lanes.Now))
            {
                // The first failure slows the lane down as a whole: what is down for one is down for all.
                return EventEnd.Retry(RetryPolicy.AfterRefusal(queued, rules, lanes.Now), throttled: true);
            }

            Log.GaveUp(lanes.Logger, header.RequestId, header.FunctionArn, destination.Name, failure.Message);
            if (header.IsDeadLetter)
            {
                meters.DeadLetterFailed(header.FunctionName);
            }
            else
            {
                meters.DeliveryFailed(header.FunctionName);
            }

            return EventEnd.Done;
        }
    }

    /// <summary>Counts nothing: whose events they told of is not known when they cannot be read, and the log says so.</summary>
    public void Dropped(int events)
    {
    }

    private static partial class Log
    {
        [LoggerMessage(3511, LogLevel.Error, "What came of the event {RequestId} of {Function} could not be sent to {Destination}: {Failure}")]
        public static partial void GaveUp(ILogger logger, string requestId, string function, string destination, string failure);
    }
}
