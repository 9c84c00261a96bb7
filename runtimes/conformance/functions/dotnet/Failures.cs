namespace Fixture;

public sealed class OwnException(string message) : Exception(message);

/// <summary>Fails while it is made.</summary>
public sealed class InitThrow
{
    public InitThrow() => throw new InvalidOperationException("while loading");

    public string Handle(Stream input) => "";
}

/// <summary>Ends the process while it is made.</summary>
public sealed class InitExit
{
    public InitExit() => Environment.Exit(42);

    public string Handle(Stream input) => "";
}

/// <summary>A result whose members cannot be read.</summary>
public sealed class Unserializable
{
    public string Member => throw new InvalidOperationException("unreadable");
}
