using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Tests.Support;

namespace Mayfly.Contracts.Tests.Validation;

public sealed class ValidationTests
{
    private static readonly CreateFunctionRequest s_good = new()
    {
        FunctionName = "arn:aws:lambda:us-east-1:111111111111:function:hello",
        Role = "arn:aws:iam::111111111111:role/service-role/x",
        Code = new FunctionCode { S3Bucket = "my.bucket", S3Key = "k" },
        Handler = "index.handler",
        Runtime = new Runtime("not-checked-here"),
        Timeout = 900,
        MemorySize = 10_240,
        Environment = new Mayfly.Contracts.Lambda.Environment { Variables = new Dictionary<string, string> { ["AB"] = "ä" } },
        Tags = new Dictionary<string, string> { ["Straße"] = "" },
    };

    [Fact]
    public void A_good_request_passes() => Assert.Null(LambdaOperations.CreateFunction.Validate(s_good));

    [Fact]
    public void All_failures_are_told_in_the_models_order()
    {
        CreateFunctionRequest request = s_good with { FunctionName = null, Handler = "a b", Timeout = 0, MemorySize = 1, EphemeralStorage = new EphemeralStorage() };

        Assert.Equal(
            "5 validation errors detected: Value null at 'functionName' failed to satisfy constraint: Member must not be null; "
            + @"Value 'a b' at 'handler' failed to satisfy constraint: Member must satisfy regular expression pattern: [^\s]+; "
            + "Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1; "
            + "Value '1' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128; "
            + "Value null at 'ephemeralStorage.size' failed to satisfy constraint: Member must not be null",
            LambdaOperations.CreateFunction.Validate(request)?.Message);
    }

    [Fact]
    public void Secrets_stay_out_of_messages()
    {
        CreateFunctionRequest request = s_good with { Environment = new Mayfly.Contracts.Lambda.Environment { Variables = new Dictionary<string, string> { ["1bad"] = "secret" } } };

        Assert.Equal(
            "1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]",
            LambdaOperations.CreateFunction.Validate(request)?.Message);
    }

    [Fact]
    public void Elements_of_lists_are_counted_from_one()
    {
        AwsError error = Requests.Refused(
            LambdaOperations.CreateEventSourceMapping,
            "/2015-03-31/event-source-mappings",
            """{"FunctionName":"f","KMSKeyArn":"x","SourceAccessConfigurations":[{"Type":"BASIC_AUTH","URI":"arn:x"},{"Type":"NO","URI":"a"}]}""");

        Assert.StartsWith(
            "2 validation errors detected: Value 'x' at 'kMSKeyArn' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|(); "
            + "Value 'NO' at 'sourceAccessConfigurations.2.member.type' failed to satisfy constraint: Member must satisfy enum value set: [BASIC_AUTH, ",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"FunctionName":"f","SourceAccessConfigurations":[null]}""", "Value null at 'sourceAccessConfigurations.1.member' failed to satisfy constraint: Member must not be null")]
    [InlineData("""{"FunctionName":"f","Topics":[null]}""", "Value '[null]' at 'topics' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 249, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [^.]([a-zA-Z0-9\\-_.]+), Member must not be null]")]
    [InlineData("""{"FunctionName":"f","FunctionResponseTypes":[null]}""", "Value '[null]' at 'functionResponseTypes' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [ReportBatchItemFailures], Member must not be null]")]
    [InlineData("""{"FunctionName":"f","Tags":{"k":null}}""", "Value '{k=null}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: ([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*), Member must not be null]")]
    [InlineData("""{"FunctionName":"f","SelfManagedEventSource":{"Endpoints":{"KAFKA_BOOTSTRAP_SERVERS":[]}}}""", "Value '{KAFKA_BOOTSTRAP_SERVERS=[]}' at 'selfManagedEventSource.endpoints' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 10, Member must have length greater than or equal to 1, Member must not be null]")]
    public void Nulls_and_sizes_inside_collections_are_found(string body, string failure) =>
        Assert.Equal($"1 validation error detected: {failure}", Requests.Refused(LambdaOperations.CreateEventSourceMapping, "/2015-03-31/event-source-mappings", body).Message);

    [Fact]
    public void A_text_may_break_several_constraints_at_once()
    {
        AwsError error = Requests.Refused(LambdaOperations.GetFunction, "/2015-03-31/functions/f?Qualifier=");

        Assert.Equal(
            "2 validation errors detected: Value '' at 'qualifier' failed to satisfy constraint: Member must have length greater than or equal to 1; "
            + @"Value '' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: \$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+",
            error.Message);
    }

    [Fact]
    public void Lists_of_structures_are_shown_as_Java_shows_them()
    {
        FileSystemConfig mount = new() { Arn = "arn:aws:elasticfilesystem:us-east-1:111111111111:access-point/fsap-0123456789abcdef0", LocalMountPath = "/mnt/a" };
        CreateFunctionRequest request = s_good with { FileSystemConfigs = [mount, mount] };

        string shown = "FileSystemConfig(arn=arn:aws:elasticfilesystem:us-east-1:111111111111:access-point/fsap-0123456789abcdef0, localMountPath=/mnt/a)";
        Assert.Equal(
            $"1 validation error detected: Value '[{shown}, {shown}]' at 'fileSystemConfigs' failed to satisfy constraint: Member must have length less than or equal to 1",
            LambdaOperations.CreateFunction.Validate(request)?.Message);
    }

    [Fact]
    public void A_hostile_request_gets_a_message_of_bounded_size()
    {
        CreateEventSourceMappingRequest request = new()
        {
            FunctionName = new string('f', 1_000_000),
            SourceAccessConfigurations = [.. Enumerable.Repeat(new SourceAccessConfiguration { URI = "" }, 10_000)],
        };

        string message = LambdaOperations.CreateEventSourceMapping.Validate(request)!.Message;

        Assert.StartsWith("100 validation errors detected: ", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 16_384, 200_000);
    }
}
