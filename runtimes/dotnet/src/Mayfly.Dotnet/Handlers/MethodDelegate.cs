using System.Linq.Expressions;
using System.Reflection;

namespace Mayfly.Dotnet.Handlers;

/// <summary>Makes the delegate of a handler's method: a Func of its own types, whatever it returns.</summary>
internal static class MethodDelegate
{
    /// <param name="method">Static, or of <paramref name="target"/>.</param>
    /// <param name="target">Null for a static method.</param>
    /// <param name="parameters">The types of its parameters, at most two.</param>
    public static Delegate Of(MethodInfo method, object? target, Type[] parameters)
    {
        if (method.ReturnType != typeof(void))
        {
            return method.CreateDelegate(Expression.GetFuncType([.. parameters, method.ReturnType]), target);
        }

        Delegate action = method.CreateDelegate(Expression.GetActionType(parameters), target);
        MethodInfo wrap = typeof(MethodDelegate).GetMethods(BindingFlags.NonPublic | BindingFlags.Static).Single(candidate => candidate.Name == nameof(Wrap) && candidate.GetGenericArguments().Length == parameters.Length);
        return (Delegate)(parameters.Length == 0 ? wrap : wrap.MakeGenericMethod(parameters)).Invoke(null, [action])!;
    }

    private static Func<Nothing> Wrap(Action action) => () =>
    {
        action();
        return default;
    };

    private static Func<T, Nothing> Wrap<T>(Action<T> action) => value =>
    {
        action(value);
        return default;
    };

    private static Func<T1, T2, Nothing> Wrap<T1, T2>(Action<T1, T2> action) => (first, second) =>
    {
        action(first, second);
        return default;
    };
}
