namespace Mayfly.Sandbox.Cgroups;

/// <summary>Where this server's cgroups stand, and how they are made.</summary>
internal interface ICgroupHierarchy
{
    /// <summary>Sentences for the <see cref="SandboxReport"/>.</summary>
    IReadOnlyList<string> Enforced { get; }

    IReadOnlyList<string> Missing { get; }

    /// <summary>The directories in which sandboxes' cgroups are made, nothing else.</summary>
    IReadOnlyList<string> Bases { get; }

    /// <summary>Makes the directories of one sandbox.</summary>
    ICgroup Create(string name);
}
