using System.Reflection;
using System.Runtime.CompilerServices;
using Mayfly.Dotnet.Errors;

namespace Mayfly.Dotnet.Handlers;

/// <summary>Which methods and types can be handlers: AWS's rules, in AWS's words.</summary>
internal static class HandlerValidation
{
    public static void CheckMethod(MethodInfo method)
    {
        if (method.IsAbstract)
        {
            throw Unusable(method, "it is an abstract method. Handler methods cannot be abstract. Please specify a non-abstract handler method.");
        }

        if (method.IsGenericMethod)
        {
            throw Unusable(method, "it is a generic method. Handler methods cannot be generic. Please specify a non-generic handler method.");
        }

        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            throw Unusable(method, "it is an 'async void' method. Handler methods cannot be 'async void'. Please specify a method that is not 'async void'.");
        }

        if (method.GetParameters() is [.., var last] && last.IsDefined(typeof(ParamArrayAttribute)))
        {
            throw Unusable(method, "it is a 'params' method. Please specify a method that does not use 'params'.");
        }

        if (method.CallingConvention.HasFlag(CallingConventions.VarArgs))
        {
            throw Unusable(method, "it is a 'vararg (variable arguments)' method. Please specify a method that is not 'vararg'.");
        }
    }

    public static void CheckType(Type type, MethodInfo method)
    {
        if (type.IsGenericType)
        {
            throw new LambdaValidationException($"The type '{type.FullName}' cannot be used as a Lambda Handler type because it is generic. Handler methods cannot be located in generic types. Please specify a handler method in a non-generic type.");
        }

        if (!method.IsStatic && type.IsAbstract)
        {
            throw new LambdaValidationException($"The instance method '{method}' cannot be used as a Lambda Handler because its type '{type.FullName}' is abstract. Please either use a static handler or specify a type that is not abstract.");
        }

        if (!type.IsClass && !(type.IsValueType && !type.IsPrimitive && !type.IsEnum))
        {
            throw new LambdaValidationException($"The type '{type.FullName}' cannot be used as a handler type since it is not a class or a struct. Please specify a handler method on a class or struct.");
        }
    }

    private static LambdaValidationException Unusable(MethodInfo method, string why)
        => new($"The method '{method}' cannot be used as a Lambda Handler because {why}");
}
