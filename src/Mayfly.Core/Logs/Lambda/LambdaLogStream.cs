using System.Globalization;
using System.Security.Cryptography;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>Names the stream of an execution environment.</summary>
internal static class LambdaLogStream
{
    /// <summary>The group of a function that has not chosen one.</summary>
    public static string DefaultGroup(string function) => "/aws/lambda/" + function;

    /// <summary>
    /// <c>2026/11/24/[$LATEST]</c> and 32 hexadecimal digits; in a group of the customer's choice, which several functions may share, the function's name
    /// stands before the bracket.
    /// </summary>
    public static string NewName(DateTimeOffset now, string function, string version, string group)
    {
        string owner = group == DefaultGroup(function) ? "" : function;
        return string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy/MM/dd}/{owner}[{version}]{RandomNumberGenerator.GetHexString(32, lowercase: true)}");
    }
}
