using System.Reflection;
using System.Runtime.Loader;
using Mayfly.Dotnet.Logging;

namespace Mayfly.Dotnet.Handlers;

/// <summary>
/// The package's own Amazon.Lambda.Core, whichever version: its static logger and its trace are connected by reflection, and its contexts come from the
/// bridge, an assembly of this pack that is loaded beside it and implements its interfaces.
/// </summary>
internal sealed class LambdaCore(FunctionSettings settings, LambdaLog log)
{
    private const string AssemblyName = "Amazon.Lambda.Core";
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;

    public const string ContextInterface = "Amazon.Lambda.Core.ILambdaContext";

    /// <summary>Tells the package's trace provider the trace; null when the package has none.</summary>
    public Action<string?>? SetTraceId { get; private set; }

    /// <summary>Connects the package's assembly as soon as it is loaded, before anything of it runs.</summary>
    public void Watch() => AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
    {
        if (loaded.LoadedAssembly.GetName().Name == AssemblyName)
        {
            Attach(loaded.LoadedAssembly);
        }
    };

    private void Attach(Assembly assembly)
    {
        Type? logger = assembly.GetType($"{AssemblyName}.LambdaLogger");
        Set(logger, "_loggingAction", (Action<string>)(message => log.Write(null, null, message, null)));
        Set(logger, "_loggingWithLevelAction", (Action<string, string, object[]>)((level, message, arguments) => log.Write(level, null, message, arguments)));
        Set(logger, "_loggingWithLevelAndExceptionAction", (Action<string, Exception, string, object[]>)log.Write);
        SetTraceId = assembly.GetType($"{AssemblyName}.LambdaTraceProvider")?.GetMethod("SetCurrentTraceId", Static, [typeof(string)])?.CreateDelegate<Action<string?>>();
    }

    /// <summary>Loads the bridge beside the package's Amazon.Lambda.Core.</summary>
    public ContextFactory Contexts(object? serializer)
    {
        Assembly bridge = LoadBridge();
        ContextFactory factory = (ContextFactory)Activator.CreateInstance(bridge.GetType("Mayfly.Dotnet.Bridge.LambdaContextFactory", throwOnError: true)!)!;
        factory.Settings = settings;
        factory.Log = log;
        factory.Serializer = serializer;
        return factory;
    }

    /// <summary>Beside the client: its folder need not be the one of the process's deps.json.</summary>
    public static Assembly LoadBridge()
        => AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(Path.GetDirectoryName(typeof(LambdaCore).Assembly.Location)!, "Mayfly.Dotnet.Bridge.dll"));

    private static void Set(Type? type, string field, Delegate action)
    {
        FieldInfo? found = type?.GetField(field, Static);
        if (found?.FieldType == action.GetType())
        {
            found.SetValue(null, action);
        }
    }
}
