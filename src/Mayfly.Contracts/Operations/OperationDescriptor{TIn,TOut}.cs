using Mayfly.Contracts.Routing;

namespace Mayfly.Contracts.Operations;

/// <summary>Reads, checks and answers one operation; generated, without reflection. A request goes through <see cref="Bind"/>, <see cref="Validate"/> and <see cref="Write"/> in this order.</summary>
public abstract class OperationDescriptor<TIn, TOut> : OperationDescriptor
    where TIn : class
    where TOut : class
{
    private protected OperationDescriptor(string name, string method, string pathTemplate, int successStatus)
        : base(name, method, pathTemplate, successStatus)
    {
    }

    public override Type InputType => typeof(TIn);

    public override Type OutputType => typeof(TOut);

    /// <summary>The input record, or SerializationException where a value has the wrong type. Missing members are null: <see cref="Validate"/> finds them.</summary>
    public abstract AwsResult<TIn> Bind(IOperationSource source, in OperationMatch match);

    /// <summary>One ValidationException telling all that breaks the model's constraints; null when nothing does.</summary>
    public abstract AwsError? Validate(TIn input);

    /// <summary>Status, headers and body. An event stream's body is left to the caller.</summary>
    public abstract void Write(TOut output, IOperationResponse response);
}
