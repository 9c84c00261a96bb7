namespace Mayfly.Core.Logs;

/// <summary>Names one log group.</summary>
public readonly record struct LogGroupKey(string Account, string Region, string Name)
{
    /// <summary>The ARN as DescribeLogGroups writes its <c>logGroupArn</c>: without the trailing <c>:*</c>.</summary>
    public string Arn => $"arn:aws:logs:{Region}:{Account}:log-group:{Name}";
}
