namespace Mayfly.Core.Runtimes;

/// <summary>The runtime packs of this installation and the interpreters found for them on this machine.</summary>
public interface IRuntimeRegistry
{
    /// <summary>All installations found, for reports.</summary>
    IReadOnlyList<RuntimeInstallation> Installations { get; }

    /// <summary>Every runtime of every pack, those that this machine lacks among them.</summary>
    IReadOnlyList<RuntimeStatus> Statuses { get; }

    /// <summary>Finds the installation that serves a runtime identifier such as "python3.11".</summary>
    /// <returns>False with <paramref name="whyNot"/> telling how to add the runtime on this machine.</returns>
    bool TryResolve(string runtime, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RuntimeInstallation? installation, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? whyNot);

    /// <summary>The installation that serves a function of a custom runtime which has no bootstrap; null when none knows such a handler.</summary>
    RuntimeInstallation? BootstrapFor(string runtime, string? handler) => null;
}
