using Microsoft.Extensions.Options;

namespace Mayfly.Core.EventQueue;

/// <summary>Finds all faults of <see cref="EventQueueOptions"/> at start-up.</summary>
internal sealed class EventQueueOptionsValidator : IValidateOptions<EventQueueOptions>
{
    public ValidateOptionsResult Validate(string? name, EventQueueOptions options) => options.MaximumEvents >= 1
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("EventQueue:MaximumEvents must be at least 1.");
}
