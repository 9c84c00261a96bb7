namespace Mayfly.Core.EventQueue;

/// <summary>What the events of a lane wait for. The numbers are stored.</summary>
public enum LaneKind
{
    /// <summary>To be run by a function.</summary>
    Function = 0,

    /// <summary>To be sent to a destination or a dead-letter queue.</summary>
    Destination = 1,
}
