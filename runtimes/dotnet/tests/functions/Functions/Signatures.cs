using System.Text;
using System.Text.Json;
using Amazon.Lambda.Core;

namespace Functions;

/// <summary>One method for each kind of signature.</summary>
public class Signatures : GenericBase<Order>
{
    private int _calls;

    public static int Touched { get; private set; }

    public static Stream Streams(Stream input)
    {
        using StreamReader reader = new(input);
        return new MemoryStream(Encoding.UTF8.GetBytes($"{{\"got\":{reader.ReadToEnd()}}}"));
    }

    public static Stream StreamsWithContext(Stream input, ILambdaContext context) => new MemoryStream(Encoding.UTF8.GetBytes($"\"{context.AwsRequestId}\""));

    public string Text(string input) => input + "!";

    public Order Poco(Order input) => input with { Count = input.Count + 1 };

    public JsonElement Element(JsonElement input) => input;

    public int Number(int input) => input * 2;

    public Order? Null(Order? input) => input;

    public string ContextOnly(ILambdaContext context) => context.FunctionName;

    public string Nothing() => "nothing";

    public void Void(Order input) => Touched = input.Count;

    public void VoidBare()
    {
    }

    public void VoidWithContext(Order input, ILambdaContext context) => Touched = context.MemoryLimitInMB;

    public async Task TaskOnly(Order input) => await Task.Delay(1);

    public async Task<Order> TaskOfPoco(Order input, ILambdaContext context)
    {
        await Task.Yield();
        return input with { Name = context.FunctionName };
    }

    public async Task<Stream> TaskOfStream(Stream input)
    {
        MemoryStream copy = new();
        await input.CopyToAsync(copy);
        copy.Position = 0;
        return copy;
    }

    public ValueTask<int> ValueTaskOfInt(int input) => ValueTask.FromResult(input + 1);

    public async ValueTask ValueTaskOnly() => await Task.Yield();

    public Dictionary<string, List<int>> Generics(Dictionary<string, List<int>> input) => input;

    public int Count() => ++_calls;

    [LambdaSerializer(typeof(UpperCaseSerializer))]
    public string OwnSerializer() => "capitals";

    public string Overloaded(string input) => "text " + input;

    public string Overloaded(int input) => "number " + input;

    public string Culture() => System.Globalization.CultureInfo.CurrentCulture.Name;

    public bool Switch() => AppContext.TryGetSwitch("Functions.Switch", out bool on) && on;

    public string? Web() => new Microsoft.AspNetCore.Http.HeaderDictionary { ["a"] = "b" }["a"];

    public string Reflected() => Type.GetType("Functions.Order, Functions")!.Name + System.Reflection.Assembly.Load("Functions").GetType("Functions.Order")!.Name;

    public long Heap() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;

    public Dictionary<string, string?> Environment() => new()
    {
        ["STAGE"] = System.Environment.GetEnvironmentVariable("STAGE"),
        ["STEM_ONLY"] = System.Environment.GetEnvironmentVariable("STEM_ONLY"),
        ["MAYFLY_STEM"] = System.Environment.GetEnvironmentVariable("MAYFLY_STEM"),
        ["_LAMBDA_TELEMETRY_LOG_FD"] = System.Environment.GetEnvironmentVariable("_LAMBDA_TELEMETRY_LOG_FD"),
        ["trace"] = System.Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"),
        ["traceProvider"] = LambdaTraceProvider.CurrentTraceId,
        ["folder"] = System.Environment.CurrentDirectory,
    };

    public object?[] Context(ILambdaContext c) =>
    [
        c.AwsRequestId, c.FunctionName, c.FunctionVersion, c.MemoryLimitInMB, c.LogGroupName, c.LogStreamName, c.InvokedFunctionArn, c.TenantId, c.TraceId,
        c.ClientContext.Custom?["a"], c.ClientContext.Client?.AppTitle, c.Identity.IdentityId, c.Identity.IdentityPoolId, c.RemainingTime > TimeSpan.Zero, c.Serializer is JsonSerializer,
    ];
}
