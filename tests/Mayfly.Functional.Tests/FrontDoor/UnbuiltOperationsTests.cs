using System.Text.RegularExpressions;
using Mayfly.Contracts.Lambda;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.FrontDoor;

/// <summary>
/// Operations of AWS's model that this server does not have yet answer one error that names them. This list can only shrink: an operation that
/// is built must leave it, and nothing may be added.
/// </summary>
public sealed partial class UnbuiltOperationsTests(SharedServer shared)
{
    internal static readonly string[] Unbuilt =
    [
        "CheckpointDurableExecution", "CreateCapacityProvider", "CreateEventSourceMapping", "DeleteCapacityProvider",
        "DeleteEventSourceMapping", "GetCapacityProvider", "GetDurableExecution", "GetDurableExecutionHistory", "GetDurableExecutionState",
        "GetEventSourceMapping", "GetFunctionScalingConfig", "ListCapacityProviders", "ListDurableExecutionsByFunction",
        "ListEventSourceMappings", "ListFunctionVersionsByCapacityProvider", "PutFunctionScalingConfig",
        "SendDurableExecutionCallbackFailure", "SendDurableExecutionCallbackHeartbeat", "SendDurableExecutionCallbackSuccess",
        "StopDurableExecution", "UpdateCapacityProvider", "UpdateEventSourceMapping",
    ];

    [Fact]
    public async Task Each_answers_the_one_error_that_names_it()
    {
        List<string> found = [];
        foreach ((string name, string method, string path) in Operations())
        {
            RawAnswer answer = await shared.Server.Raw().SendAsync(new HttpMethod(method), Label().Replace(path, "x"), method is "GET" or "DELETE" ? null : "{}"u8.ToArray());
            if (answer.Text.Contains("is not built yet", StringComparison.Ordinal))
            {
                Assert.Equal((400, "InvalidParameterValueException"), (answer.Status, answer.ErrorType));
                Assert.Equal($"The operation {name} is not built yet on this server.", (string?)answer.Json["message"]);
                found.Add(name);
            }
        }

        Assert.Equal(Unbuilt.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_no_operation_at_all_is_told()
    {
        RawAnswer answer = await shared.Server.Raw().SendAsync(HttpMethod.Get, "/2015-03-31/nonsense");

        Assert.Equal((404, "UnknownOperationException"), (answer.Status, answer.ErrorType));
    }

    private static IEnumerable<(string Name, string Method, string Path)> Operations()
        => LambdaOperations.All.Select(operation => (operation.Name, operation.Method, operation.PathTemplate));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Label();
}
