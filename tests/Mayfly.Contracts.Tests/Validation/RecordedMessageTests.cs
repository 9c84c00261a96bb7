using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Tests.Support;

namespace Mayfly.Contracts.Tests.Validation;

/// <summary>
/// Every ValidationException that was recorded from AWS's Lambda, to the letter. Where a pattern or a set of values has changed since the recording,
/// the model's stands in its place: those are taken from the model here too, so that what is tested is the sentence around them.
/// </summary>
public sealed class RecordedMessageTests
{
    private const string Arn = "arn:aws:lambda:us-east-1:111111111111:function:hello";
    private const string Role = "arn:aws:iam::111111111111:role/r";

    public static TheoryData<string, string, string?, string> Recorded() => new()
    {
        { "CreateFunctionUrlConfig", "/2021-10-31/functions/f/url", """{"AuthType":"NONE","InvokeMode":"UNKNOWN"}""", "Value 'UNKNOWN' at 'invokeMode' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_STREAM, BUFFERED]" },
        { "CreateAlias", "/2015-03-31/functions/f/aliases", Alias("""{"2":2}"""), "Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]" },
        { "CreateAlias", "/2015-03-31/functions/f/aliases", Alias("""{"2":-1}"""), "Value '{2=-1.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]" },
        { "CreateAlias", "/2015-03-31/functions/f/aliases", Alias("""{"$LATEST":0.5}"""), "Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]" },
        { "PutFunctionEventInvokeConfig", "/2019-09-25/functions/f/event-invoke-config", """{"DestinationConfig":{"OnFailure":{"Destination":"arn:aws:_-/!lambda:us-east-1:111111111111:function:hello"}}}""", @"Value 'arn:aws:_-/!lambda:us-east-1:111111111111:function:hello' at 'destinationConfig.onFailure.destination' failed to satisfy constraint: Member must satisfy regular expression pattern: $|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)" },
        { "TagResource", "/2017-03-31/tags/arn:aws:something", """{"Tags":{"key_a":"value_a"}}""", $"Value 'arn:aws:something' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: {LambdaPatterns.TaggableResource.Text}" },
        { "UntagResource", $"/2017-03-31/tags/{Arn}", null, "Value null at 'tagKeys' failed to satisfy constraint: Member must not be null" },
        { "PutProvisionedConcurrencyConfig", "/2019-09-30/functions/f/provisioned-concurrency?Qualifier=1", """{"ProvisionedConcurrentExecutions":0}""", "Value '0' at 'provisionedConcurrentExecutions' failed to satisfy constraint: Member must have value greater than or equal to 1" },
        { "CreateFunctionUrlConfig", "/2021-10-31/functions/f/url?Qualifier=1", """{"AuthType":"NONE"}""", @"Value '1' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\d+$)^[0-9a-zA-Z-_]+$)" },
        { "CreateFunctionUrlConfig", "/2021-10-31/functions/f/url?Qualifier=%24LATEST", """{"AuthType":"NONE"}""", @"Value '$LATEST' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\d+$)^[0-9a-zA-Z-_]+$)" },
        { "AddPermission", "/2015-03-31/functions/f/policy", """{"StatementId":"example.com","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com"}""", "Value 'example.com' at 'statementId' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)" },
        { "AddPermission", "/2015-03-31/functions/f/policy?Qualifier=invalid-qualifier-with-%3F-char", """{"StatementId":"s3","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com"}""", @"Value 'invalid-qualifier-with-?-char' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: \$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+" },
        { "CreateFunction", "/2015-03-31/functions", Function("\"Role\":\"r1\""), @"Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+" },
        { "CreateFunction", "/2015-03-31/functions", Function("\"Architectures\":[\"x86_64\",\"arm64\"]"), "Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1" },
        { "CreateFunction", "/2015-03-31/functions", Function("\"Architectures\":[\"X86_64\"]"), "Value '[X86_64]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]" },
        { "ListFunctions", "/2015-03-31/functions?FunctionVersion=invalid", null, "Value 'invalid' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]" },
        { "ListLayers", "/2018-10-31/layers?CompatibleRuntime=runtimedoesnotexist", null, $"Value 'runtimedoesnotexist' at 'compatibleRuntime' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", Runtime.Known)}]" },
        { "ListLayers", "/2018-10-31/layers?CompatibleArchitecture=archdoesnotexist", null, "Value 'archdoesnotexist' at 'compatibleArchitecture' failed to satisfy constraint: Member must satisfy enum value set: [x86_64, arm64]" },
        { "GetLayerVersionByArn", "/2018-10-31/layers?find=LayerVersion&Arn=arn%3Aaws%3Alambda%3Aus-east-1%3A111111111111%3Alayer%3Al", null, $"Value 'arn:aws:lambda:us-east-1:111111111111:layer:l' at 'arn' failed to satisfy constraint: Member must satisfy regular expression pattern: {LambdaPatterns.LayerVersionArn.Text}" },
        { "PublishLayerVersion", "/2018-10-31/layers/l/versions", """{"Content":{},"CompatibleRuntimes":["invalidruntime"],"CompatibleArchitectures":["invalidarch"]}""", LayerVersion("[invalidruntime]", "[invalidarch]") },
        { "PublishLayerVersion", "/2018-10-31/layers/l/versions", """{"Content":{},"CompatibleRuntimes":["invalidruntime","invalidruntime2","nodejs20.x"],"CompatibleArchitectures":["invalidarch","x86_64"]}""", LayerVersion("[invalidruntime, invalidruntime2, nodejs20.x]", "[invalidarch, x86_64]") },
        { "AddLayerVersionPermission", "/2018-10-31/layers/l/versions/1/policy", """{"Action":"*","Principal":"*","StatementId":"s"}""", "Value '*' at 'action' failed to satisfy constraint: Member must satisfy regular expression pattern: lambda:GetLayerVersion" },
        { "UpdateFunctionConfiguration", "/2015-03-31/functions/f/configuration", """{"Layers":["arn:aws:lambda:us-east-1:111111111111:layer:l"]}""", $"Value '[arn:aws:lambda:us-east-1:111111111111:layer:l]' at 'layers' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 2048, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: {LambdaPatterns.LayerVersionArn.Text}, Member must not be null]" },
        { "CreateEventSourceMapping", "/2015-03-31/event-source-mappings", """{"FunctionName":"f","StartingPosition":"invalid"}""", "Value 'invalid' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]" },
        { "CreateFunction", "/2015-03-31/functions", Function("\"SnapStart\":{\"ApplyOn\":\"invalidOption\"}"), "Value 'invalidOption' at 'snapStart.applyOn' failed to satisfy constraint: Member must satisfy enum value set: [PublishedVersions, None]" },
        { "CreateFunction", "/2015-03-31/functions", Function("\"FunctionName\":\"invalid:function:name\""), @"Value 'invalid:function:name' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?" },
        { "CreateFunction", "/2015-03-31/functions", Function($"\"FunctionName\":\"{Arn}{new string('a', 100)}\""), $"Value '{Arn}{new string('a', 100)}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 140" },
        { "CreateAlias", "/2015-03-31/functions/f/aliases", """{"Name":"2024","FunctionVersion":"1","Description":"custom-alias"}""", "Value '2024' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)" },
        { "Invoke", "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123400000000%40function%3Amyfn/invocations", "{}", $"Value 'arn:aws:lambda:us-east-1:123400000000@function:myfn' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: {LambdaPatterns.NamespacedFunctionName.Text}" },
        { "PutFunctionRecursionConfig", "/2024-08-31/functions/f/recursion-config", """{"RecursiveLoop":"InvalidValue"}""", "Value 'InvalidValue' at 'recursiveLoop' failed to satisfy constraint: Member must satisfy enum value set: [Terminate, Allow]" },
        { "ListTags", "/2017-03-31/tags/arn:aws:lambda:us-east-1:111111111111:foobar:r", null, $"Value 'arn:aws:lambda:us-east-1:111111111111:foobar:r' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: {LambdaPatterns.TaggableResource.Text}" },
        { "ListTags", "/2017-03-31/tags/arn:aws:lambda:us-east-1:111111111111:event-source-mapping:4a4d7b2e-1111-4222-8333-abcdefabcdef:alias", null, $"Value 'arn:aws:lambda:us-east-1:111111111111:event-source-mapping:4a4d7b2e-1111-4222-8333-abcdefabcdef:alias' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: {LambdaPatterns.TaggableResource.Text}" },
        { "CreateFunction", "/2015-03-31/functions", Function("\"VpcConfig\":{\"SubnetIds\":[\"bad-id\"]}"), "Value '[bad-id]' at 'vpcConfig.subnetIds' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: subnet-[0-9a-z]*]" },
        { "CreateFunction", "/2015-03-31/functions", Function("\"VpcConfig\":{\"SecurityGroupIds\":[\"bad-id\"]}"), "Value '[bad-id]' at 'vpcConfig.securityGroupIds' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: sg-[0-9a-zA-Z]*]" },
        { "ListTags", "/2017-03-31/tags/arn:aws:lambda:us-east-1:111111111111:capacity-provider:r:alias", null, $"Value 'arn:aws:lambda:us-east-1:111111111111:capacity-provider:r:alias' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: {LambdaPatterns.TaggableResource.Text}" },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Messages_are_AWSs(string operation, string target, string? body, string failure)
    {
        AwsError error = OperationByName.Refused(operation, target, body);

        bool two = failure.Contains("; Value '", StringComparison.Ordinal);
        Assert.Equal($"{(two ? "2 validation errors" : "1 validation error")} detected: {failure}", error.Message);
        Assert.Equal("ValidationException", error.Code);
        Assert.Equal(400, error.Status);
        Assert.Null(error.Type);
        Assert.Equal("message", error.MessageMember);
    }

    private static string Alias(string weights) => $$$"""{"Name":"custom","FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{{{weights}}}}}""";

    /// <summary>The member replaces one of the same name: JSON readers take the last.</summary>
    private static string Function(string member) => $$"""{"FunctionName":"f","Role":"{{Role}}","Code":{},{{member}}}""";

    private static string LayerVersion(string runtimes, string architectures) =>
        $"Value '{runtimes}' at 'compatibleRuntimes' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", Runtime.Known)}]; "
        + $"Value '{architectures}' at 'compatibleArchitectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]";
}
