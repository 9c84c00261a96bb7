using System.Reflection;
using System.Runtime.Loader;

namespace Mayfly.Dotnet.Loading;

/// <summary>
/// The function's assemblies: those of its package, as its deps.json says, then those of the further frameworks that it asks for, then .NET's own. An
/// assembly that both the package and .NET have comes from the package only when that one is newer, as in any .NET program.
/// </summary>
internal sealed class FunctionLoadContext : AssemblyLoadContext
{
    private readonly string _taskRoot;
    private readonly AssemblyDependencyResolver? _resolver;
    private readonly SharedFrameworks _frameworks;
    private readonly Action<Assembly> _onLoad;

    /// <param name="taskRoot">The folder of the package.</param>
    /// <param name="mainAssembly">The name of the handler's assembly.</param>
    /// <param name="frameworks">What the package asks for beyond .NET itself.</param>
    /// <param name="onLoad">Sees each assembly of the package before anything of it runs.</param>
    public FunctionLoadContext(string taskRoot, string mainAssembly, SharedFrameworks frameworks, Action<Assembly> onLoad)
        : base("function")
    {
        _taskRoot = taskRoot;
        _frameworks = frameworks;
        _onLoad = onLoad;
        string main = Path.Combine(taskRoot, mainAssembly + ".dll");
        _resolver = File.Exists(main) ? new AssemblyDependencyResolver(main) : null;
    }

    /// <summary>Makes it the process's own: code that asks the default context, as libraries do which know of no other, finds the function's assemblies too.</summary>
    public void Enter()
    {
        Default.Resolving += (_, name) => IsOfPackage(name) ? LoadFromAssemblyName(name) : null;
        EnterContextualReflection();
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string? path = _resolver?.ResolveAssemblyToPath(assemblyName) ?? InPackage(assemblyName);
        if (path is not null && !(FrameworkAssemblies.TryFind(assemblyName, out Version? version) && version >= VersionOf(path)))
        {
            Assembly assembly = LoadFromAssemblyPath(path);
            _onLoad(assembly);
            return assembly;
        }

        // The package's copy of an assembly that a further framework has too is at least as new: publishing leaves the others out.
        return path is null && _frameworks.Find(assemblyName.Name) is { } shared ? LoadFromAssemblyPath(shared) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string? path = _resolver?.ResolveUnmanagedDllToPath(unmanagedDllName);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }

    private static Version? VersionOf(string path) => AssemblyName.GetAssemblyName(path).Version;

    private bool IsOfPackage(AssemblyName name) => (_resolver?.ResolveAssemblyToPath(name) ?? InPackage(name) ?? _frameworks.Find(name.Name)) is not null;

    private string? InPackage(AssemblyName name)
    {
        string path = string.IsNullOrEmpty(name.CultureName) ? Path.Combine(_taskRoot, name.Name + ".dll") : Path.Combine(_taskRoot, name.CultureName, name.Name + ".dll");
        return File.Exists(path) ? path : null;
    }
}
