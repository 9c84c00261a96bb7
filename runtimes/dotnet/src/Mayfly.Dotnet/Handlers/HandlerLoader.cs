using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Mayfly.Dotnet.Errors;
using Mayfly.Dotnet.Loading;
using Mayfly.Dotnet.Logging;

namespace Mayfly.Dotnet.Handlers;

/// <summary>Finds the method that a handler string names, with its object and its serializer: the order and the errors of AWS's runtime.</summary>
internal static class HandlerLoader
{
    /// <exception cref="LambdaValidationException">In AWS's words; whatever the function's own code throws passes through.</exception>
    public static Handler Load(FunctionSettings settings, LambdaLog log)
    {
        HandlerName name = HandlerName.Parse(settings.Handler);
        RuntimeConfiguration configuration = RuntimeConfiguration.Read(settings.TaskRoot, name.Assembly);
        configuration.Apply();
        LambdaCore core = new(settings, log);
        core.Watch();
        new FunctionAssemblies(settings.TaskRoot, name.Assembly, SharedFrameworks.Of(configuration)).Enter();
        return Load(name, core);
    }

    /// <summary>The same for assemblies that are set up already.</summary>
    public static Handler Load(HandlerName name, LambdaCore core)
    {
        Assembly assembly = LoadAssembly(name.Assembly);
        Type type = assembly.GetType(name.Type) ?? throw new LambdaValidationException($"Unable to load type '{name.Type}' from assembly '{name.Assembly}'.");
        MethodInfo method = HandlerMethod.Find(type, name);
        HandlerValidation.CheckMethod(method);
        object? target = CreateTarget(type, method);
        object? serializer = SerializerLoader.Load(method, assembly);
        return HandlerBuilder.Build(name, method, target, serializer, core);
    }

    private static Assembly LoadAssembly(string name)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (FileNotFoundException error)
        {
            throw new LambdaValidationException($"Could not find the specified handler assembly with the file name '{error.FileName}'. The assembly should be located in the root of your uploaded .zip file.");
        }
        catch (Exception error) when (error is not LambdaValidationException)
        {
            throw new LambdaValidationException($"Unable to load assembly '{name}'.", error);
        }
    }

    private static object? CreateTarget(Type type, MethodInfo method)
    {
        HandlerValidation.CheckType(type, method);
        if (method.IsStatic)
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            return null;
        }

        return Activator.CreateInstance(type);
    }
}
