namespace Executable;

/// <summary>A handler in an assembly that names no serializer.</summary>
public static class Plain
{
    public static string Text(string input) => input;

    public static Stream Bytes(Stream input) => input;
}
