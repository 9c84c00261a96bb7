using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;

namespace Mayfly.Contracts.Tests.Support;

/// <summary>Reaches a descriptor whose types only its name tells.</summary>
internal static class OperationByName
{
    public static AwsError Refused(string name, string target, string? body)
    {
        OperationDescriptor operation = LambdaOperations.All.Single(operation => operation.Name == name);
        return (AwsError)typeof(Requests).GetMethod(nameof(Requests.Refused))!
            .MakeGenericMethod(operation.InputType, operation.OutputType)
            .Invoke(null, [operation, target, body])!;
    }
}
