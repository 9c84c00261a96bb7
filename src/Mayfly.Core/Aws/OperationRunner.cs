using Mayfly.Contracts.Routing;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Aws;

/// <summary>Runs one operation on HTTP: reads, validates, calls, writes.</summary>
public abstract class OperationRunner
{
    /// <summary>AWS's name of the operation.</summary>
    public abstract string Name { get; }

    public abstract Task RunAsync(HttpContext http, AwsIdentity caller, OperationMatch match);
}
