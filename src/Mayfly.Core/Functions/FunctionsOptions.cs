namespace Mayfly.Core.Functions;

/// <summary>How functions are served to callers.</summary>
public sealed class FunctionsOptions
{
    /// <summary>Where callers reach this server, for the links in answers, for example "https://lambda.example.org"; null for the address that it listens on.</summary>
    public string? PublicUrl { get; set; }
}
