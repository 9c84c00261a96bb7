namespace Mayfly.Contracts.Generator.Model;

/// <summary>The whole model, resolved and sorted by name.</summary>
internal sealed class ServiceModel(IReadOnlyList<Operation> operations, IReadOnlyList<Shape> shapes, Facts facts)
{
    public IReadOnlyList<Operation> Operations { get; } = operations;

    public IReadOnlyList<Shape> Shapes { get; } = shapes;

    public Facts Facts { get; } = facts;

    public IReadOnlyList<Shape> Structures { get; } = [.. shapes.Where(shape => shape.Kind == ShapeKind.Structure && shape.Error is null)];

    public IReadOnlyList<Shape> Errors { get; } = [.. shapes.Where(shape => shape.Error is not null)];

    public IReadOnlyList<Shape> Enums { get; } = [.. shapes.Where(shape => shape.Kind == ShapeKind.Enum)];

    /// <summary>Every shape that a request can carry: what validation is written for.</summary>
    public IReadOnlyList<Shape> InputShapes { get; } = Reachable(operations.Select(operation => operation.Input));

    private static List<Shape> Reachable(IEnumerable<Shape> roots)
    {
        SortedDictionary<string, Shape> seen = new(StringComparer.Ordinal);
        Stack<Shape> open = new(roots);
        while (open.TryPop(out Shape? shape))
        {
            if (!seen.TryAdd(shape.Name, shape))
            {
                continue;
            }

            foreach (Shape next in shape.Members.Select(member => member.Shape).Append(shape.Element!).Append(shape.Key!))
            {
                if (next is not null)
                {
                    open.Push(next);
                }
            }
        }

        return [.. seen.Values];
    }
}
