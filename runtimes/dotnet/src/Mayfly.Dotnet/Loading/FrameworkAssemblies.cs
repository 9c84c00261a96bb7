using System.Reflection;
using System.Runtime.Loader;

namespace Mayfly.Dotnet.Loading;

/// <summary>The assemblies of .NET itself, which this process has without loading them from a package.</summary>
internal static class FrameworkAssemblies
{
    private static readonly HashSet<string> _names = new(
        ((AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(path => Path.GetFileNameWithoutExtension(path)),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a package brings a newer version of one of them: only a process that starts with the package's deps.json takes that one.</summary>
    public static bool AreOlderThanIn(string folder)
        => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.dll").Any(file => _names.Contains(Path.GetFileNameWithoutExtension(file)) && IsNewer(file));

    private static bool IsNewer(string file)
    {
        try
        {
            AssemblyName own = AssemblyName.GetAssemblyName(file);
            return own.Version > AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(own.Name!)).GetName().Version;
        }
        catch (Exception error) when (error is BadImageFormatException or IOException)
        {
            return false; // a native library of such a name, or nothing that can be loaded at all
        }
    }
}
