namespace Mayfly.Core.Functions;

/// <summary>Names one function on this installation: state of different accounts and regions never meets.</summary>
public readonly record struct FunctionKey(string Account, string Region, string Name)
{
    /// <summary>The unqualified ARN.</summary>
    public string Arn => $"arn:aws:lambda:{Region}:{Account}:function:{Name}";
}
