namespace Functions;

/// <summary>What cannot be a handler, and what fails while it is made one.</summary>
public abstract class Unusable
{
    public string Instance() => "";

    public abstract string Abstract();

    public static string Generic<T>() => "";

    public static async void AsyncVoid() => await Task.Yield();

    public static void Params(params string[] input)
    {
    }

    public static void TooMany(string a, string b, string c)
    {
    }

    public static void NoContext(string a, string b)
    {
    }
}

public sealed class GenericType<T>
{
    public string Run() => "";
}

public sealed class FailingConstructor
{
    public FailingConstructor() => throw new InvalidOperationException("constructor");

    public string Run() => "";
}

public sealed class FailingType
{
    static FailingType() => throw new InvalidOperationException("type");

    public static string Run() => "";
}
