namespace Mayfly.Core.Packages;

/// <summary>Why an archive is not a usable deployment package.</summary>
/// <param name="Message">AWS's sentence; where AWS's alone would leave the reader guessing, followed by what was found.</param>
internal sealed record PackageFault(string Message)
{
    private const string Unreadable = "Could not unzip uploaded file. Please check your file, then try to upload again.";

    /// <summary>Not a ZIP archive, or a broken one.</summary>
    public static PackageFault NotAnArchive { get; } = new(Unreadable);

    public static PackageFault Empty { get; } = new("Uploaded file must be a non-empty zip");

    public static PackageFault TooLarge { get; } = new($"Unzipped size must be smaller than {PackageLimits.Unzipped} bytes");

    /// <summary>A ZIP archive that a package may not be.</summary>
    public static PackageFault Refused(string reason) => new($"{Unreadable} {reason}");
}
