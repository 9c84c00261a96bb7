using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Aws;

/// <summary>The id that AWS gives every request, here also an invocation's own: made once, sent back as x-amzn-RequestId.</summary>
public static class AwsRequestId
{
    public const string Header = "x-amzn-RequestId";

    public static string Of(HttpContext http)
    {
        if (http.Response.Headers[Header] is [string given])
        {
            return given;
        }

        string made = RandomBytes.Guid().ToString("D");
        http.Response.Headers[Header] = made;
        return made;
    }
}
