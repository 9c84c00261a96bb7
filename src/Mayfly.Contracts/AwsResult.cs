using System.Diagnostics.CodeAnalysis;

namespace Mayfly.Contracts;

/// <summary>What an operation answers: its response, or an error in AWS's shape.</summary>
public readonly struct AwsResult<T>
{
    private AwsResult(T? value, AwsError? error)
    {
        Value = value;
        Error = error;
    }

    public T? Value { get; }

    public AwsError? Error { get; }

    [MemberNotNullWhen(true, nameof(Error))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsError => Error is not null;

    [SuppressMessage("Usage", "CA2225", Justification = "Value and Error are the named alternates.")]
    public static implicit operator AwsResult<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225", Justification = "Value and Error are the named alternates.")]
    public static implicit operator AwsResult<T>(AwsError error) => new(default, error);
}
