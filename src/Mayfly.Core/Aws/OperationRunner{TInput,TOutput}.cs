using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Contracts.Routing;
using Mayfly.Core.Invocation;
using Mayfly.Core.Sockets;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Aws;

/// <summary>Runs <paramref name="operation"/> with the generated descriptor of the same name.</summary>
internal sealed class OperationRunner<TInput, TOutput>(string name, IOperation<TInput, TOutput> operation) : OperationRunner
    where TInput : class
    where TOutput : class
{
    /// <summary>The largest request that AWS takes; CreateFunction's, bytes.</summary>
    private const int MaximumRequestBytes = 70_167_211;

    private readonly OperationDescriptor<TInput, TOutput> _descriptor =
        (OperationDescriptor<TInput, TOutput>)LambdaOperations.All.Single(descriptor => descriptor.Name == name);

    public override string Name => _descriptor.Name;

    public override async Task RunAsync(HttpContext http, AwsIdentity caller, OperationMatch match)
    {
        using Payload? body = http.Request.ContentLength > MaximumRequestBytes
            ? null
            : await Payload.ReadAsync(http.Request.BodyReader, MaximumRequestBytes, http.RequestAborted);

        // An operation may unpack an archive or wait for the disk.
        await SocketThread.Leave();
        if (body is null)
        {
            http.Response.Headers.Connection = "close";
            await HttpOperationResponse.RefuseAsync(
                http, CommonErrors.RequestEntityTooLargeException($"Request must be smaller than {MaximumRequestBytes} bytes for the {Name} operation"));
            return;
        }

        AwsResult<TInput> input = _descriptor.Bind(new HttpOperationSource(http.Request, body.Memory), match);
        AwsError? fault = input.Error ?? _descriptor.Validate(input.Value!);
        if (fault is not null)
        {
            await HttpOperationResponse.RefuseAsync(http, fault);
            return;
        }

        AwsResult<TOutput> output = await operation.HandleAsync(caller, input.Value!, http.RequestAborted);
        if (output.IsError)
        {
            await HttpOperationResponse.RefuseAsync(http, output.Error);
            return;
        }

        AwsRequestId.Of(http);
        _descriptor.Write(output.Value, new HttpOperationResponse(http));
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
