namespace Mayfly.Storage;

/// <summary>Where this installation keeps what must outlive it.</summary>
public sealed class StorageOptions
{
    /// <summary>The data folder; made, with mode 0700, if it is not there.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The file with the master keys; null for keys/master.keys in the data folder. Keep it elsewhere to keep a stolen data folder unreadable.</summary>
    public string? KeyFile { get; set; }
}
