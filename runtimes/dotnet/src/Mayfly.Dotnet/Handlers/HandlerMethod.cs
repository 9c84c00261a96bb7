using System.Reflection;
using Mayfly.Dotnet.Errors;

namespace Mayfly.Dotnet.Handlers;

/// <summary>Finds a handler's method in its type or the nearest base type that has it, by name or, for overloads, by signature.</summary>
internal static class HandlerMethod
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <exception cref="LambdaValidationException">There is none, or there are several.</exception>
    public static MethodInfo Find(Type type, HandlerName name)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            MethodInfo[] named = [.. at.GetMethods(Own).Where(method => method.Name == name.Method)];
            if (named.Length == 1)
            {
                return named[0];
            }

            if (named.Length > 1)
            {
                string candidates = string.Join('\n', named.Select(method => method.ToString()));
                throw new LambdaValidationException(
                    $"The method '{name.Method}' in type '{at.FullName}' appears to have a number of overloads. To call this method please specify a complete method signature. Possible candidates are:\n{candidates}.");
            }
        }

        for (Type? at = type; at is not null; at = at.BaseType)
        {
            if (at.GetMethods(Own).FirstOrDefault(method => method.ToString() == name.Method) is { } signed)
            {
                return signed;
            }
        }

        throw new LambdaValidationException($"Unable to find method '{name.Method}' in type '{name.Type}' from assembly '{name.Assembly}': Found no methods matching method name '{name.Method}'.");
    }
}
