namespace Mayfly.Core.EventQueue.Destinations;

/// <summary>The parts of a destination's ARN.</summary>
internal readonly record struct DestinationArn(string Service, string Region, string Account, string Resource)
{
    private const int Parts = 6;

    /// <summary>Reads an ARN whose form was checked when it was configured.</summary>
    public static bool TryParse(string arn, out DestinationArn parsed)
    {
        string[] parts = arn.Split(':', Parts);
        bool good = parts.Length == Parts && parts[0] == "arn";
        parsed = good ? new DestinationArn(parts[2], parts[3], parts[4], parts[5]) : default;
        return good;
    }
}
