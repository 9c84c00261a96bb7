namespace Mayfly.Contracts.Operations;

/// <summary>What the model says about one operation.</summary>
public abstract class OperationDescriptor
{
    private protected OperationDescriptor(string name, string method, string pathTemplate, int successStatus)
    {
        Name = name;
        Method = method;
        PathTemplate = pathTemplate;
        SuccessStatus = successStatus;
    }

    /// <summary>AWS's name, for example "CreateFunction".</summary>
    public string Name { get; }

    /// <summary>HTTP method in capitals.</summary>
    public string Method { get; }

    /// <summary>For example "/2015-03-31/functions/{FunctionName}"; may end in a literal query such as "?List=ALL".</summary>
    public string PathTemplate { get; }

    /// <summary>The HTTP status of an answer that does not set another.</summary>
    public int SuccessStatus { get; }

    public abstract Type InputType { get; }

    /// <summary><see cref="NoOutput"/> where the model has none.</summary>
    public abstract Type OutputType { get; }

    public override string ToString() => Name;
}
