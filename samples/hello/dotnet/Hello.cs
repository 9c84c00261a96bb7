using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(CamelCaseLambdaJsonSerializer))]

namespace Hello;

public sealed record Request(string? Name);

public sealed record Response(string Message);

public sealed class Greeter
{
    public Response Greet(Request request, ILambdaContext context)
    {
        context.Logger.LogInformation("greeting {name}", request.Name ?? "nobody");
        return new Response($"Hello, {request.Name ?? "world"}!");
    }
}
