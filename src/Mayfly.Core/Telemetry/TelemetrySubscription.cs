namespace Mayfly.Core.Telemetry;

/// <summary>What an extension has asked for.</summary>
/// <param name="Extension">Its name.</param>
/// <param name="Api">By which interface.</param>
/// <param name="Schema">The schema version, a date.</param>
/// <param name="Types">Which streams.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Buffering">In what batches.</param>
internal sealed record TelemetrySubscription(
    string Extension, TelemetryApi Api, string Schema, TelemetryTypes Types, TelemetryDestination Destination, TelemetryBuffering Buffering)
{
    /// <summary>Since this version a log line that is a JSON object, of a function with the JSON format, is the record itself and no string.</summary>
    private const string RecordsAreObjectsSince = "2022-12-13";

    /// <summary>The Logs API's version that brought platform.runtimeDone.</summary>
    private const string RuntimeDoneSince = "2021-03-18";

    public bool TakesObjects => Api == TelemetryApi.Telemetry && string.CompareOrdinal(Schema, RecordsAreObjectsSince) >= 0;

    /// <summary>"Platform", "Function", "Extension", as the log line lists them.</summary>
    public IEnumerable<string> TypeNames => Enum.GetValues<TelemetryTypes>().Where(type => type != TelemetryTypes.None && Types.HasFlag(type)).Select(static type => type.ToString());

    public bool Wants(TelemetryEventKind kind)
    {
        if (!Types.HasFlag(TelemetryTypes.Platform))
        {
            return false;
        }

        return Api == TelemetryApi.Telemetry
            ? kind is not (TelemetryEventKind.LogsSubscription or TelemetryEventKind.End or TelemetryEventKind.Fault)
            : kind is TelemetryEventKind.Start or TelemetryEventKind.End or TelemetryEventKind.Report or TelemetryEventKind.Extension or TelemetryEventKind.Fault
                or TelemetryEventKind.LogsSubscription or TelemetryEventKind.LogsDropped
                || (kind == TelemetryEventKind.RuntimeDone && string.CompareOrdinal(Schema, RuntimeDoneSince) >= 0);
    }
}
