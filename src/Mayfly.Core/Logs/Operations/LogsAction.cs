using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;
using Mayfly.Core.Sockets;

namespace Mayfly.Core.Logs.Operations;

/// <summary>An operation with its name and its way of reading and writing JSON.</summary>
internal abstract class LogsAction(string name)
{
    /// <summary>As in X-Amz-Target, after the dot.</summary>
    public string Name => name;

    /// <summary>Reads the input, runs the operation and writes its output; the error when there is one, with nothing written.</summary>
    public abstract Task<AwsError?> RunAsync(AwsIdentity caller, Stream input, Stream output, CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class LogsAction<TInput, TOutput>(string name, IOperation<TInput, TOutput> operation, JsonTypeInfo<TInput> inputType, JsonTypeInfo<TOutput> outputType)
    : LogsAction(name)
    where TInput : class
    where TOutput : class
{
    public override async Task<AwsError?> RunAsync(AwsIdentity caller, Stream input, Stream output, CancellationToken cancellationToken)
    {
        TInput? request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(input, inputType, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            return LogsErrors.Unreadable($"The request body is not the JSON that {Name} takes: {exception.Message}");
        }

        if (request is null)
        {
            return LogsErrors.Unreadable("The request body must be a JSON object.");
        }

        // A search may read many segments.
        await SocketThread.Leave();
        AwsResult<TOutput> result = await operation.HandleAsync(caller, request, cancellationToken).ConfigureAwait(false);
        if (result.Error is null && result.Value is not NoOutput)
        {
            await JsonSerializer.SerializeAsync(output, result.Value!, outputType, cancellationToken).ConfigureAwait(false);
        }

        return result.Error;
    }
}
