namespace Mayfly.Sandbox.Cgroups;

/// <summary>Where this server's cgroups stand, and how they are made.</summary>
internal interface ICgroupHierarchy
{
    /// <summary>Sentences for the <see cref="SandboxReport"/>.</summary>
    IReadOnlyList<string> Enforced { get; }

    IReadOnlyList<string> Missing { get; }

    /// <summary>Makes the directories of one sandbox.</summary>
    ICgroup Create(string name);

    /// <summary>Cgroups that an earlier server of the same instance left.</summary>
    IReadOnlyList<ICgroup> Leftovers();
}
