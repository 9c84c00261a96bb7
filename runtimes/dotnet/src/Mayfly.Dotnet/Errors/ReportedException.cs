namespace Mayfly.Dotnet.Errors;

/// <summary>A failure that brings its own report; its text is what the log gets.</summary>
internal abstract class ReportedException(string message, Exception? inner = null) : Exception(message, inner)
{
    public abstract ErrorDocument Document { get; }
}
