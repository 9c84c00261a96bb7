namespace Mayfly.Contracts.Generator.Naming;

/// <summary>AWS's name of a member in validation messages: the first letter in lower case, so that KMSKeyArn reads kMSKeyArn.</summary>
internal static class WirePath
{
    public static string Of(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}
