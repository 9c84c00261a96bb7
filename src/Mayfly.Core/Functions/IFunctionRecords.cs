namespace Mayfly.Core.Functions;

/// <summary>Function records on disk. Read once, at start; afterwards only written.</summary>
public interface IFunctionRecords
{
    /// <summary>All records, decrypted: of every function $LATEST, then its published versions.</summary>
    IReadOnlyList<FunctionRecord> Load();

    /// <summary>What hangs on the functions, for those that have anything.</summary>
    IReadOnlyList<FunctionResources> LoadResources();

    /// <summary>Inserts or replaces. Completes when it is durable: not cancellable, because half a wait would leave the caller not knowing.</summary>
    Task SaveAsync(FunctionRecord record) => ApplyAsync(new FunctionChange(record.Key) { Saved = [record] });

    /// <summary>Writes a change as a whole. Completes when it is durable.</summary>
    Task ApplyAsync(FunctionChange change);

    /// <summary>Removes a function with everything of it, if it is there. Completes when it is durable.</summary>
    Task DeleteAsync(FunctionKey key);
}
