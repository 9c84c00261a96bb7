namespace Mayfly.Storage.Sqlite;

/// <summary>A row of the tables of functions and of their versions, as Dapper fills it.</summary>
internal sealed class FunctionRow
{
    private const string Latest = "$LATEST";

    public string Account { get; set; } = string.Empty;

    public string Region { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    /// <summary>"$LATEST" in the table of functions.</summary>
    public string Version { get; set; } = Latest;

    public string Document { get; set; } = string.Empty;

    public byte[]? Environment { get; set; }

    public bool IsLatest => Version == Latest;

    /// <summary>Binds the sealed variables to this function and version: those of another, put in their place, do not open.</summary>
    public string SealedIdentity => IsLatest ? $"environment/{Account}/{Region}/{Name}" : $"environment/{Account}/{Region}/{Name}/{Version}";
}
