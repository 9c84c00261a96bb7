namespace Mayfly.Core.Functions;

/// <summary>AWS's State of a function, as far as this installation has them: https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html</summary>
internal enum FunctionState
{
    /// <summary>Created, its code not yet in place.</summary>
    Pending,

    Active,

    /// <summary>Cannot run: <see cref="FunctionRecord.Failure"/> says why.</summary>
    Failed,
}
