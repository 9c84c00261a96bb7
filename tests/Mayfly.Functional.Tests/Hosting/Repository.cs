namespace Mayfly.Functional.Tests.Hosting;

/// <summary>Where things are in the repository that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string ClientsFolder { get; } = Path.Combine(Root, "tests", "clients");

    /// <summary>Where ./test installs the AWS SDK for JavaScript.</summary>
    public static string InstalledClients { get; } = Path.Combine(Root, ".cache", "clients");

    /// <summary>Where ./test installs the Serverless Framework.</summary>
    public static string InstalledServerless { get; } = Path.Combine(Root, ".cache", "serverless");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mayfly.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"The tests must run from inside the repository: no Mayfly.slnx above {AppContext.BaseDirectory}.");
    }
}
