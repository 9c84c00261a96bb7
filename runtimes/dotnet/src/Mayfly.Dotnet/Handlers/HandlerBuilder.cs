using System.Reflection;
using Mayfly.Dotnet.Errors;

namespace Mayfly.Dotnet.Handlers;

/// <summary>Builds the call of a handler's method from delegates of its own types: no reflection is left for the invocations.</summary>
internal static class HandlerBuilder
{
    public static Handler Build(HandlerName name, MethodInfo method, object? target, object? serializer, LambdaCore core)
    {
        Type[] parameters = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        if (parameters.Length > 2)
        {
            throw new LambdaValidationException($"Method '{method.Name}' of type '{name.Type}' is not supported: the method has more than 2 parameters.");
        }

        if (parameters.Length == 2 && !IsContext(parameters[1]))
        {
            throw new LambdaValidationException(
                $"Method '{method.Name}' of type '{name.Type}' is not supported: the method has 2 parameters, but the second parameter is not of type '{LambdaCore.ContextInterface}'.");
        }

        bool hasContext = parameters is [.., var last] && IsContext(last);
        bool hasEvent = parameters.Length == (hasContext ? 2 : 1);
        object? read = hasEvent ? ReaderOf(name, parameters[0], serializer) : null;
        Type result = method.ReturnType == typeof(void) ? typeof(Nothing) : method.ReturnType;
        object writer = WriterOf(name, result, serializer);
        Delegate call = MethodDelegate.Of(method, target, parameters);
        object built = (hasEvent, hasContext) switch
        {
            (false, false) => Make(typeof(BareCall<>), [result], call, writer),
            (true, false) => Make(typeof(EventCall<,>), [parameters[0], result], read!, call, writer),
            (false, true) => Make(typeof(ContextCall<,>), [parameters[0], result], call, writer),
            (true, true) => Make(typeof(FullCall<,,>), [.. parameters, result], read!, call, writer),
        };
        return new Handler((HandlerCall)built, core, hasContext ? core.Contexts(serializer) : null);
    }

    private static bool IsContext(Type type) => type.FullName == LambdaCore.ContextInterface;

    /// <returns>A Func from Stream to the type.</returns>
    private static object ReaderOf(HandlerName name, Type type, object? serializer)
    {
        if (type == typeof(Stream))
        {
            return (Func<Stream, Stream>)(static stream => stream);
        }

        if (serializer is null)
        {
            throw Unserializable(name, "deserialize input", type);
        }

        MethodInfo deserialize = SerializerLoader.InterfaceOf(serializer.GetType())!.GetMethod("Deserialize")!.MakeGenericMethod(type);
        return deserialize.CreateDelegate(typeof(Func<,>).MakeGenericType(typeof(Stream), type), serializer);
    }

    /// <returns>A ResultWriter of the type.</returns>
    private static object WriterOf(HandlerName name, Type type, object? serializer)
    {
        if (type == typeof(Nothing))
        {
            return new NothingWriter();
        }

        if (type == typeof(ValueTask))
        {
            return new ValueTaskWriter();
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            Type result = type.GenericTypeArguments[0];
            return Make(typeof(ValueTaskResultWriter<>), [result], WriterOf(name, result, serializer));
        }

        if (typeof(Task).IsAssignableFrom(type))
        {
            return TaskResultOf(type) is { } result ? Make(typeof(TaskResultWriter<,>), [type, result], WriterOf(name, result, serializer)) : Make(typeof(TaskWriter<>), [type]);
        }

        if (typeof(Stream).IsAssignableFrom(type))
        {
            return Make(typeof(StreamWriter<>), [type]);
        }

        if (serializer is null)
        {
            throw Unserializable(name, "serialize output", type);
        }

        MethodInfo serialize = SerializerLoader.InterfaceOf(serializer.GetType())!.GetMethod("Serialize")!.MakeGenericMethod(type);
        return Make(typeof(SerializedWriter<>), [type], serialize.CreateDelegate(typeof(Action<,>).MakeGenericType(type, typeof(Stream)), serializer));
    }

    private static Type? TaskResultOf(Type type)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            if (at.IsGenericType && at.GetGenericTypeDefinition() == typeof(Task<>))
            {
                return at.GenericTypeArguments[0];
            }
        }

        return null;
    }

    private static LambdaValidationException Unserializable(HandlerName name, string what, Type type)
        => new($"Could not find the LambdaSerializerAttribute on the assembly '{name.Assembly}' or method '{name.Method}' while attempting to {what} data of type '{type.FullName}'. "
            + "To use types other than System.IO.Stream as input/output parameters, the assembly or Lambda function should be annotated with Amazon.Lambda.Core.LambdaSerializerAttribute.");

    private static object Make(Type definition, Type[] types, params object[] arguments)
        => Activator.CreateInstance(definition.MakeGenericType(types), arguments)!;
}
