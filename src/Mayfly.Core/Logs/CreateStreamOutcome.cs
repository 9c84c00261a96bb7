namespace Mayfly.Core.Logs;

/// <summary>What came of making a stream.</summary>
public enum CreateStreamOutcome
{
    Created,
    AlreadyExists,
    NoSuchGroup,
}
