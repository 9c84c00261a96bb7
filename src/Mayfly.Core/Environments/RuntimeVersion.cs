namespace Mayfly.Core.Environments;

/// <summary>What INIT_START says of the runtime.</summary>
/// <param name="Name">For example "nodejs:20.x".</param>
/// <param name="Arn">Names the very interpreter.</param>
internal sealed record RuntimeVersion(string Name, string Arn);
