namespace Mayfly.Core.EventQueue;

/// <summary>What is done with the events of a lane.</summary>
internal interface ILaneWork
{
    /// <summary>How many events may be at work at one time, as things are now.</summary>
    int Ceiling { get; }

    /// <summary>Tries one event. What it throws counts as a fault of the service.</summary>
    Task<EventEnd> RunAsync(QueuedEvent queued);

    /// <summary>Counts events that went without having come to an end of their own: dropped with their lane, or unreadable until they were too old.</summary>
    void Dropped(int events);
}
