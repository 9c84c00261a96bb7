using System.Xml.Linq;

namespace Mayfly.Architecture.Tests;

/// <summary>Holds the direction of dependencies between the projects as ARCHITECTURE.md states it.</summary>
public sealed class ProjectGraphTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Mayfly.Cli"] = [],
        ["Mayfly.Contracts.Generator"] = [],
        ["Mayfly.Contracts"] = ["Mayfly.Contracts.Generator"],
        ["Mayfly.Sandbox"] = [],
        ["Mayfly.Core"] = ["Mayfly.Contracts", "Mayfly.Sandbox"],
        ["Mayfly.Storage"] = ["Mayfly.Core"],
        ["Mayfly.Cluster"] = ["Mayfly.Core"],
        ["Mayfly.Server"] = ["Mayfly.Storage", "Mayfly.Cluster", "Mayfly.Core", "Mayfly.Contracts", "Mayfly.Sandbox"],
    };

    [Fact]
    public void Every_project_refers_only_to_the_projects_below_it()
    {
        string source = Path.Combine(RepositoryRoot(), "src");
        string[] projects = Directory.GetFiles(source, "*.csproj", SearchOption.AllDirectories);
        Assert.NotEmpty(projects);

        foreach (string project in projects)
        {
            string name = Path.GetFileNameWithoutExtension(project);
            Assert.True(Allowed.TryGetValue(name, out string[]? allowed), $"{name} is not in the table of ProjectGraphTests: add it, with what it may refer to.");
            string[] references = [.. XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))];
            string[] forbidden = [.. references.Except(allowed)];
            Assert.True(forbidden.Length == 0, $"{name} may not refer to {string.Join(", ", forbidden)}.");
        }
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mayfly.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from inside the repository: no Mayfly.slnx above " + AppContext.BaseDirectory);
    }
}
