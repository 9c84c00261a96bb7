namespace Mayfly.Storage.Sqlite;

/// <summary>A row of the table of functions, as Dapper fills it.</summary>
internal sealed class FunctionRow
{
    public string Account { get; set; } = string.Empty;

    public string Region { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public string Document { get; set; } = string.Empty;

    public byte[]? Environment { get; set; }

    /// <summary>Binds the sealed variables to this function: those of another, put in their place, do not open.</summary>
    public string SealedIdentity => $"environment/{Account}/{Region}/{Name}";
}
