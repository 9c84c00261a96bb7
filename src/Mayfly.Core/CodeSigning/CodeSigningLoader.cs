namespace Mayfly.Core.CodeSigning;

/// <summary>Brings back, at start, the code signing configurations that were acknowledged before.</summary>
public sealed class CodeSigningLoader
{
    private readonly CodeSigningConfigs _configs;

    internal CodeSigningLoader(CodeSigningConfigs configs) => _configs = configs;

    public void Load() => _configs.Load();
}
