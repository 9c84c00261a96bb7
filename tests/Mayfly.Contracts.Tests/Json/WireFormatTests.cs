using System.Text.Json;
using Mayfly.Contracts.Lambda;

namespace Mayfly.Contracts.Tests.Json;

public sealed class WireFormatTests
{
    [Theory]
    [InlineData(1_700_000_000_000, "1700000000")]
    [InlineData(1_700_000_000_250, "1700000000.25")]
    [InlineData(1_700_000_000_123, "1700000000.123")]
    public void Times_are_seconds_with_what_decimals_they_need(long milliseconds, string expected)
    {
        EventSourceMappingConfiguration mapping = new() { LastModified = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) };

        string json = JsonSerializer.Serialize(mapping, LambdaJsonContext.Wire.EventSourceMappingConfiguration);

        Assert.Equal($$"""{"LastModified":{{expected}}}""", json);
        Assert.Equal(mapping.LastModified, JsonSerializer.Deserialize(json, LambdaJsonContext.Wire.EventSourceMappingConfiguration)!.LastModified);
    }

    [Theory]
    [InlineData("1.70000000025E9", 1_700_000_000_250)]
    [InlineData("0", 0)]
    [InlineData("-1.5", -1_500)]
    public void Times_are_read_in_every_form_of_JSON_numbers(string number, long milliseconds)
    {
        EventSourceMappingConfiguration mapping = JsonSerializer.Deserialize($$"""{"LastModified":{{number}}}""", LambdaJsonContext.Wire.EventSourceMappingConfiguration)!;

        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), mapping.LastModified);
    }

    [Fact]
    public void A_functions_LastModified_is_a_text() =>
        Assert.Equal(typeof(string), typeof(FunctionConfiguration).GetProperty(nameof(FunctionConfiguration.LastModified))!.PropertyType);

    [Fact]
    public void Text_is_escaped_no_more_than_needed()
    {
        FunctionConfiguration function = new() { Description = "ä '<&>' + \"quoted\"" };

        Assert.Equal("{\"Description\":\"ä '<&>' + \\\"quoted\\\"\"}", JsonSerializer.Serialize(function, LambdaJsonContext.Wire.FunctionConfiguration));
    }

    [Fact]
    public void Enums_keep_values_that_the_model_does_not_know()
    {
        FunctionConfiguration function = JsonSerializer.Deserialize("""{"Runtime":"nodejs99.x","PackageType":"Zip","State":null}""", LambdaJsonContext.Wire.FunctionConfiguration)!;

        Assert.Equal(new Runtime("nodejs99.x"), function.Runtime);
        Assert.Equal(PackageType.Zip, function.PackageType);
        Assert.Null(function.State);
    }

    [Fact]
    public void Sensitive_members_are_not_printed()
    {
        CreateFunctionRequest request = new()
        {
            FunctionName = "hello",
            Environment = new Mayfly.Contracts.Lambda.Environment { Variables = new Dictionary<string, string> { ["Password"] = "secret" } },
            Architectures = [Architecture.Arm64],
        };

        string text = request.ToString();

        Assert.Contains("functionName=hello", text, StringComparison.Ordinal);
        Assert.Contains("architectures=[arm64]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }
}
