using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>
/// Refusals of the function operations, in AWS's own words as they were recorded. NAME stands for a function that exists, ARN: for the
/// beginning of its ARN.
/// </summary>
public sealed class RefusalTests(SharedServer shared)
{
    private const string Arns = "arn:aws:lambda:us-east-1:000000000000:function:";

    private static readonly FunctionSource Source = FunctionSource.Node("exports.handler = async () => 1;");

    public static TheoryData<string, string, string, string> Refusals => new()
    {
        { "GetFunction", """{"FunctionName":"doesnotexist"}""", "404 ResourceNotFoundException", "Function not found: ARN:doesnotexist" },
        { "GetFunction", """{"FunctionName":"NAME","Qualifier":"nothing"}""", "404 ResourceNotFoundException", "Function not found: ARN:NAME:nothing" },
        { "GetFunction", """{"FunctionName":"doesnotexist","Qualifier":"$LATEST"}""", "404 ResourceNotFoundException", "Function not found: ARN:doesnotexist:$LATEST" },
        { "GetFunction", """{"FunctionName":"arn:aws:lambda:eu-central-1:000000000000:function:NAME"}""", "404 ResourceNotFoundException", "Functions from 'eu-central-1' are not reachable in this region ('us-east-1')" },
        { "GetFunctionConfiguration", """{"FunctionName":"doesnotexist"}""", "404 ResourceNotFoundException", "Function not found: ARN:doesnotexist" },
        { "UpdateFunctionConfiguration", """{"FunctionName":"doesnotexist"}""", "404 ResourceNotFoundException", "Function not found: ARN:doesnotexist" },
        { "UpdateFunctionCode", """{"FunctionName":"doesnotexist","ZipFile":{"$bytes":"AAAA"}}""", "404 ResourceNotFoundException", "Function not found: ARN:doesnotexist" },
        { "UpdateFunctionCode", """{"FunctionName":"NAME","ImageUri":"image"}""", "400 InvalidParameterValueException", "Please don't provide ImageUri when updating a function with packageType Zip." },
        { "UpdateFunctionCode", """{"FunctionName":"NAME","ZipFile":{"$bytes":"QUFBQUFBQUE="}}""", "400 InvalidParameterValueException", "Could not unzip uploaded file. Please check your file, then try to upload again." },
        { "DeleteFunction", """{"FunctionName":"doesnotexist"}""", "404 ResourceNotFoundException", "Function not found: ARN:doesnotexist" },
        { "DeleteFunction", """{"FunctionName":"NAME","Qualifier":"$LATEST"}""", "400 InvalidParameterValueException", "$LATEST version cannot be deleted without deleting the function." },
        { "Invoke", """{"FunctionName":"doesnotexist"}""", "404 ResourceNotFoundException", "Function not found: ARN:doesnotexist:$LATEST" },
        { "Invoke", """{"FunctionName":"NAME","Qualifier":"nothing"}""", "404 ResourceNotFoundException", "Function not found: ARN:NAME:nothing" },
        { "Invoke", """{"FunctionName":"NAME","Qualifier":"7"}""", "404 ResourceNotFoundException", "Function not found: ARN:NAME:7" },
        { "ListTags", """{"Resource":"ARN:doesnotexist"}""", "404 ResourceNotFoundException", "Function not found: ARN:doesnotexist" },
        { "ListTags", """{"Resource":"ARN:NAME:v1"}""", "400 InvalidParameterValueException", "Tags on function aliases and versions are not supported. Please specify a function ARN." },
        { "TagResource", """{"Resource":"ARN:doesnotexist","Tags":{"a":"b"}}""", "404 ResourceNotFoundException", "Function not found: ARN:doesnotexist" },
        { "TagResource", """{"Resource":"ARN:NAME","Tags":{}}""", "400 InvalidParameterValueException", "An error occurred and the request cannot be processed." },
        { "UntagResource", """{"Resource":"ARN:doesnotexist","TagKeys":["a"]}""", "404 ResourceNotFoundException", "Function not found: ARN:doesnotexist" },
        { "UntagResource", """{"Resource":"ARN:NAME","TagKeys":[]}""", "400 ValidationException", "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null" },
        { "ListFunctions", """{"FunctionVersion":"invalid"}""", "400 ValidationException", "1 validation error detected: Value 'invalid' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]" },
        { "UpdateFunctionConfiguration", """{"FunctionName":"NAME","Role":"r1"}""", "400 ValidationException", @"1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task It_is_worded_as_AWS_does(string operation, string parameters, string error, string message)
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Source);

        AwsCallException refused = await lambda.RefusedAsync(operation, JsonNode.Parse(Fill(parameters, name))!.AsObject());

        Assert.Equal((error, Fill(message, name)), ($"{refused.Status} {refused.Code}", refused.ServiceMessage));
    }

    /// <summary>The members of an error and their case, which differ from one error to the next.</summary>
    [Theory]
    [InlineData("GET", "/2015-03-31/functions/doesnotexist", "ResourceNotFoundException", """{"Type":"User","Message":"Function not found: ARN:doesnotexist"}""")]
    [InlineData("DELETE", "/2015-03-31/functions/NAME?Qualifier=$LATEST", "InvalidParameterValueException", """{"Type":"User","message":"$LATEST version cannot be deleted without deleting the function."}""")]
    [InlineData("GET", "/2015-03-31/functions?FunctionVersion=x", "ValidationException", """{"message":"1 validation error detected: Value 'x' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]"}""")]
    public async Task Its_body_has_these_members_only(string method, string path, string type, string body)
    {
        string name = await shared.Server.Boto3().CreateAsync(Source);

        RawAnswer answer = await shared.Server.Raw().SendAsync(new HttpMethod(method), Fill(path, name));

        Assert.Equal(type, answer.ErrorType);
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Matches("^[0-9a-f-]{36}$", answer.Header("x-amzn-RequestId"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Fill(body, name)), answer.Json), answer.Text);
    }

    private static string Fill(string text, string name)
        => text.Replace("ARN:", Arns, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);
}
