namespace Mayfly.Contracts.Generator.Model;

/// <summary>One operation of the service.</summary>
internal sealed record Operation(string Name, string Method, string PathTemplate, int Status, Shape Input, Shape? Output)
{
    /// <summary>The labels of the path template in order, without the greedy mark.</summary>
    public IReadOnlyList<string> Labels { get; } = [.. PathTemplate.Split('?')[0].Split('/')
        .Where(segment => segment.StartsWith('{'))
        .Select(segment => segment.Trim('{', '}', '+'))];
}
