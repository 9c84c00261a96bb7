using Mayfly.Sandbox;
using Mayfly.Server.Arguments;

namespace Mayfly.Server;

/// <summary>What a person sees at the start: how functions are isolated, what is missing, and, with no function there yet, how to make the first.</summary>
internal static class Banner
{
    public static void Print(SandboxReport report, ServerArguments arguments, string url, int functions)
    {
        TextWriter console = Console.Out;
        console.WriteLine($"Mayfly serves AWS Lambda at {url}   (data in {arguments.DataDirectory})");
        console.WriteLine(report.Mode == "process"
            ? "Sandbox: PROCESS. NO ISOLATION AND NO LIMITS: functions run as plain processes of this user. Run only code that you trust."
            : $"Sandbox: {report.Mode}, {report.Enforced.Count} walls and limits in force.");
        foreach (string missing in report.Missing)
        {
            console.WriteLine($"  missing: {missing}");
        }

        if (functions == 0)
        {
            PrintFirstSteps(console, url);
        }

        console.Flush();
    }

    private static void PrintFirstSteps(TextWriter console, string url) => console.WriteLine(
        $"""

        No function is deployed yet. Credentials: any, for example
            export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1
        Create the sample, invoke it, follow its log:
            (cd samples/hello/node && zip -q /tmp/hello.zip index.mjs) && aws --endpoint-url {url} lambda create-function --function-name hello --runtime nodejs20.x --handler index.handler --role arn:aws:iam::000000000000:role/any --zip-file fileb:///tmp/hello.zip
            aws --endpoint-url {url} lambda invoke --function-name hello --cli-binary-format raw-in-base64-out --payload '{"{"}"name":"you"{"}"}' /dev/stdout
            aws --endpoint-url {url} logs tail --follow /aws/lambda/hello
        """);
}
