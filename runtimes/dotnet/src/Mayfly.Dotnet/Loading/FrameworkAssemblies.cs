using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;

namespace Mayfly.Dotnet.Loading;

/// <summary>The assemblies of .NET itself, which this process has without loading them from a package.</summary>
internal static class FrameworkAssemblies
{
    private static readonly HashSet<string> _names = new(
        ((AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(path => Path.GetFileNameWithoutExtension(path)),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The version that .NET has of an assembly.</summary>
    public static bool TryFind(AssemblyName name, [NotNullWhen(true)] out Version? version)
    {
        version = name.Name is not null && _names.Contains(name.Name) && string.IsNullOrEmpty(name.CultureName)
            ? AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name.Name)).GetName().Version
            : null;
        return version is not null;
    }
}
