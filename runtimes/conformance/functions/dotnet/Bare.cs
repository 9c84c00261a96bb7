namespace Fixture;

/// <summary>The least that the language can start: prints a line and waits for the end of its input.</summary>
public static class Bare
{
    public static void Main()
    {
        Console.WriteLine("{}");
        Console.In.ReadToEnd();
    }
}
