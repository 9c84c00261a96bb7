namespace Mayfly.Storage.Files.Logs;

/// <summary>What the index may believe about a segment.</summary>
internal enum SegmentState
{
    /// <summary>May take more events; nobody has it open, so its row is exact.</summary>
    Closed = 0,

    /// <summary>Open for writing: after a crash the files may hold more than the row says.</summary>
    Open = 1,

    /// <summary>Never written again.</summary>
    Sealed = 2,
}
