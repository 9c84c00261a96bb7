using Mayfly.Contracts.Operations;

namespace Mayfly.Contracts.Routing;

/// <summary>The operation that a request is for, and the decoded labels of its path in the order of the template.</summary>
public readonly struct OperationMatch
{
    /// <summary>No template of AWS has more labels; the route table refuses one that would.</summary>
    internal const int MaxLabels = 4;

    private readonly string? _label0;
    private readonly string? _label1;
    private readonly string? _label2;
    private readonly string? _label3;

    internal OperationMatch(OperationDescriptor operation, ReadOnlySpan<char> path, ReadOnlySpan<Range> labels)
    {
        Operation = operation;
        _label0 = labels.Length > 0 ? Decode(path[labels[0]]) : null;
        _label1 = labels.Length > 1 ? Decode(path[labels[1]]) : null;
        _label2 = labels.Length > 2 ? Decode(path[labels[2]]) : null;
        _label3 = labels.Length > 3 ? Decode(path[labels[3]]) : null;
    }

    public OperationDescriptor Operation { get; }

    /// <summary>The decoded text of the label at this place of the template; null where the template has no such label.</summary>
    public string? Label(int index) => index switch
    {
        0 => _label0,
        1 => _label1,
        2 => _label2,
        3 => _label3,
        _ => null,
    };

    private static string Decode(ReadOnlySpan<char> text) => text.Contains('%') ? Uri.UnescapeDataString(text) : new string(text);
}
