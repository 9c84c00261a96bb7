namespace Mayfly.Sandbox;

/// <summary>Finds system programs.</summary>
internal static class ProgramSearch
{
    // not the PATH of whoever started the server: what is found runs as root or builds the sandbox
    private static readonly string[] s_folders = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"];

    public static string? Find(string name) => s_folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
