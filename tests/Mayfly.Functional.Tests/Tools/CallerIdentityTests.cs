using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Tools;

/// <summary>`aws sts get-caller-identity`, with which many scripts begin.</summary>
public sealed class CallerIdentityTests(SharedServer shared)
{
    [Theory]
    [InlineData("432143214321", "432143214321")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", AwsClient.DefaultAccount)]
    public async Task It_tells_the_account_that_requests_speak_for(string accessKey, string account)
    {
        JsonObject identity = await new AwsCli(shared.Server.Endpoint, AwsClient.DefaultRegion, accessKey).JsonAsync("sts", "get-caller-identity");

        Assert.Equal((account, account, $"arn:aws:iam::{account}:root"), ((string?)identity["Account"], (string?)identity["UserId"], (string?)identity["Arn"]));
    }

    [Fact]
    public async Task Other_operations_are_refused_in_AWSs_words()
    {
        (int status, _, string errors) = await shared.Server.Cli().TryAsync("sts", "get-session-token");

        Assert.NotEqual(0, status);
        Assert.Contains("(InvalidAction)", errors, StringComparison.Ordinal);
        Assert.Contains("Could not find operation GetSessionToken for version 2011-06-15", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cloudformation", "list-stacks")]
    [InlineData("dynamodb", "list-tables")]
    public async Task A_service_that_is_not_offered_is_named_in_the_protocol_that_its_clients_read(string service, string operation)
    {
        (int status, _, string errors) = await shared.Server.Cli().TryAsync(service, operation);

        Assert.NotEqual(0, status);
        Assert.Contains("(UnknownOperationException)", errors, StringComparison.Ordinal);
        Assert.Contains($"The service {service} is not offered by this server. It offers lambda, logs and sts.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "?Action=GetCallerIdentity&Version=2011-06-15", null, 200, "<Account>000000000000</Account>")]
    [InlineData("POST", "", "Action=GetCallerIdentity&Version=2011-06-15", 200, "<Arn>arn:aws:iam::000000000000:root</Arn>")]
    [InlineData("POST", "", "", 400, "<Code>MissingAction</Code>")]
    [InlineData("POST", "", "Action=GetCallerIdentity", 400, "Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED")]
    [InlineData("POST", "", "Action=%3Cx%3E&Version=2011-06-15", 400, "Could not find operation &lt;x&gt; for version 2011-06-15")]
    public async Task The_Query_protocol_is_answered_in_XML(string method, string query, string? form, int status, string text)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(shared.Server.Endpoint, query.Length == 0 ? "/" : $"/{query}"));
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0");
        request.Content = form is null ? null : new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");

        using HttpResponseMessage answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        string xml = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((status, "text/xml"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(text, xml, StringComparison.Ordinal);
        Assert.Contains(answer.Headers.GetValues("x-amzn-RequestId").Single(), System.Xml.Linq.XDocument.Parse(xml).Root!.Value, StringComparison.Ordinal);
    }
}
