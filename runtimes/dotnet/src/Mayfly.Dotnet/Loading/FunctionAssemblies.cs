using System.Reflection;
using System.Runtime.Loader;

namespace Mayfly.Dotnet.Loading;

/// <summary>
/// The function's assemblies, for the default load context, as on AWS: what .NET itself does not have comes from the package, as its deps.json says, and then
/// from the further frameworks that it asks for.
/// </summary>
internal sealed class FunctionAssemblies
{
    private readonly string _taskRoot;
    private readonly AssemblyDependencyResolver? _resolver;
    private readonly SharedFrameworks _frameworks;

    /// <param name="taskRoot">The folder of the package.</param>
    /// <param name="mainAssembly">The name of the handler's assembly.</param>
    /// <param name="frameworks">What the package asks for beyond .NET itself.</param>
    public FunctionAssemblies(string taskRoot, string mainAssembly, SharedFrameworks frameworks)
    {
        _taskRoot = taskRoot;
        _frameworks = frameworks;
        string main = Path.Combine(taskRoot, mainAssembly + ".dll");
        _resolver = File.Exists(main) ? new AssemblyDependencyResolver(main) : null;
    }

    /// <summary>From now on the process finds them.</summary>
    public void Enter()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) => PathOf(name) is { } path ? context.LoadFromAssemblyPath(path) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name)
            => _resolver?.ResolveUnmanagedDllToPath(name) is { } path ? System.Runtime.InteropServices.NativeLibrary.Load(path) : 0;
    }

    private string? PathOf(AssemblyName name) => _resolver?.ResolveAssemblyToPath(name) ?? InPackage(name) ?? _frameworks.Find(name.Name);

    private string? InPackage(AssemblyName name)
    {
        string path = string.IsNullOrEmpty(name.CultureName) ? Path.Combine(_taskRoot, name.Name + ".dll") : Path.Combine(_taskRoot, name.CultureName, name.Name + ".dll");
        return File.Exists(path) ? path : null;
    }
}
