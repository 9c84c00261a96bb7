namespace Mayfly.Core.Functions;

/// <summary>Function records on disk. Read once, at start; afterwards only written.</summary>
public interface IFunctionRecords
{
    /// <summary>All records, decrypted.</summary>
    IReadOnlyList<FunctionRecord> Load();

    /// <summary>Inserts or replaces. Completes when it is durable: not cancellable, because half a wait would leave the caller not knowing.</summary>
    Task SaveAsync(FunctionRecord record);

    /// <summary>Removes, if it is there. Completes when it is durable.</summary>
    Task DeleteAsync(FunctionKey key);
}
