namespace Mayfly.Core.CodeSigning;

/// <summary>Code signing configurations on disk. Read once, at start; afterwards only written.</summary>
public interface ICodeSigningRecords
{
    IReadOnlyList<CodeSigningConfigRecord> Load();

    /// <summary>Inserts or replaces. Completes when it is durable.</summary>
    Task SaveAsync(CodeSigningConfigRecord config);

    /// <summary>Removes, if it is there. Completes when it is durable.</summary>
    Task DeleteAsync(CodeSigningConfigRecord config);
}
