namespace Mayfly.Core.Telemetry;

/// <summary>Why a subscription was not added.</summary>
internal enum SubscriptionRefusal
{
    /// <summary>The extension has one already: that is no error.</summary>
    Duplicate,

    /// <summary>The extension has subscribed by the other interface.</summary>
    OtherApi,

    /// <summary>The Init phase is over.</summary>
    Closed,
}
