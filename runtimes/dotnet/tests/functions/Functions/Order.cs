namespace Functions;

public sealed record Order(string Name, int Count);
