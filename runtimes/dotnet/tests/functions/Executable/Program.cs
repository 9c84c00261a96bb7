// An executable assembly: a program that asks the Runtime API for its events by itself, as those with Amazon.Lambda.RuntimeSupport do.
using System.Text;

string api = $"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/invocation/";
using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
Console.WriteLine("program started");
while (true)
{
    using HttpResponseMessage next = await client.GetAsync(api + "next");
    string id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").First();
    string body = await next.Content.ReadAsStringAsync();
    string entry = System.Reflection.Assembly.GetEntryAssembly()!.GetName().Name!;
    string answer = $"{{\"event\":{body},\"stage\":\"{Environment.GetEnvironmentVariable("STAGE")}\",\"entry\":\"{entry}\",\"telemetry\":{(Environment.GetEnvironmentVariable("_LAMBDA_TELEMETRY_LOG_FD") is null ? "false" : "true")}}}";
    using HttpResponseMessage response = await client.PostAsync($"{api}{id}/response", new StringContent(answer, Encoding.UTF8, "application/json"));
}
