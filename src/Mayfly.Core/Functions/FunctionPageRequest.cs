using Mayfly.Contracts;

namespace Mayfly.Core.Functions;

/// <summary>Which page of which function's list a caller asks for.</summary>
/// <param name="FunctionName">In whichever form, unqualified.</param>
/// <param name="Marker">From the page before; null for the first.</param>
/// <param name="MaxItems">Null for as many as AWS gives.</param>
/// <param name="Missing">What is answered when there is no such function; null for AWS's usual sentence.</param>
internal readonly record struct FunctionPageRequest(string FunctionName, string? Marker, int? MaxItems, AwsError? Missing = null);
