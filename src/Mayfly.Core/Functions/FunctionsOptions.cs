namespace Mayfly.Core.Functions;

/// <summary>How functions are served to callers.</summary>
public sealed class FunctionsOptions
{
    /// <summary>Where callers reach this server, for the links in answers, for example "https://lambda.example.org"; null for the address that it listens on.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Whether functions may be folders of this machine (S3Bucket "hot-reload"); null where nobody has decided, which counts as no.</summary>
    public bool? HotReload { get; set; }
}
