using Mayfly.Core.Schedules;

namespace Mayfly.Core.Concurrency.Scheduled;

/// <summary>A schedule and how many environments are to be ready from its times on; 0 for no provisioned concurrency.</summary>
internal sealed record ScheduledAmount(ScheduleExpression Schedule, int Amount);
