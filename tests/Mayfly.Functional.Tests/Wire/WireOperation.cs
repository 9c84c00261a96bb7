using System.Text.Json.Nodes;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Contracts.Routing;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>One operation's contract, for tests that know its types at run time only.</summary>
internal abstract class WireOperation
{
    public abstract string Name { get; }

    /// <summary>What a request says, read as the server reads it.</summary>
    public abstract JsonNode? Read(IOperationSource source, in OperationMatch match);

    /// <summary>Writes an answer as the server writes it.</summary>
    public abstract void Write(JsonNode? answer, IOperationResponse response);

    /// <summary>The operation that a request is for.</summary>
    public static WireOperation Of(string method, string rawUrl, out OperationMatch match)
    {
        string[] parts = rawUrl.Split('?', 2);
        Assert.True(LambdaRoutes.TryMatch(method, parts[0], parts.Length > 1 ? parts[1] : "", out match), $"No operation has the request {method} {rawUrl}.");
        return (WireOperation)Activator.CreateInstance(typeof(Typed<,>).MakeGenericType(match.Operation.InputType, match.Operation.OutputType), match.Operation)!;
    }

    private sealed class Typed<TIn, TOut>(OperationDescriptor<TIn, TOut> descriptor) : WireOperation
        where TIn : class
        where TOut : class
    {
        public override string Name => descriptor.Name;

        public override JsonNode? Read(IOperationSource source, in OperationMatch match)
        {
            AwsResult<TIn> input = descriptor.Bind(source, match);
            Assert.False(input.IsError, input.Error?.Message);
            return WireRecords.ToJson(input.Value);
        }

        public override void Write(JsonNode? answer, IOperationResponse response) =>
            descriptor.Write(typeof(TOut) == typeof(NoOutput) ? (TOut)(object)NoOutput.Instance : (TOut)WireRecords.FromJson(answer ?? new JsonObject(), typeof(TOut))!, response);
    }
}
