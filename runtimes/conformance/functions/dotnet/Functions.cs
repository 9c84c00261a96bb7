using System.Diagnostics;
using System.Text.Json;
using Amazon.Lambda.Core;

namespace Fixture;

/// <summary>What the conformance cases invoke.</summary>
public sealed class Functions
{
    private static int _count;

    public JsonElement Echo(JsonElement input) => input;

    public async Task<object?> Act(Dictionary<string, JsonElement> input, ILambdaContext context)
    {
        string Text(string name) => input[name].GetString()!;
        switch (Text("do"))
        {
            case "bytes":
                byte[] bytes = Convert.FromBase64String(Text("data"));
                return new { length = bytes.Length, data = Convert.ToBase64String(bytes) };
            case "client-context":
                return context.ClientContext.Custom["key"];
            case "context":
                return new
                {
                    requestId = context.AwsRequestId,
                    functionName = context.FunctionName,
                    functionVersion = context.FunctionVersion,
                    invokedFunctionArn = context.InvokedFunctionArn,
                    memoryLimit = context.MemoryLimitInMB.ToString(),
                    logGroup = context.LogGroupName,
                    logStream = context.LogStreamName,
                };
            case "count":
                return ++_count;
            case "exit":
                Environment.Exit(input["status"].GetInt32());
                return null;
            case "folder":
                return Environment.CurrentDirectory;
            case "hang":
                await Task.Delay(TimeSpan.FromMinutes(10));
                return null;
            case "hog":
                return Hog();
            case "large":
                return new string('x', input["size"].GetInt32());
            case "log":
                Log(context.Logger, Text("level"), Text("message"));
                return null;
            case "print":
                Console.WriteLine(Text("text"));
                return null;
            case "print-error":
                Console.Error.WriteLine(Text("text"));
                return null;
            case "print-part":
                Console.Write(Text("text"));
                return null;
            case "read":
                return File.Exists(Text("path")) ? File.ReadAllText(Text("path")) : null;
            case "remaining":
                return Remaining(context);
            case "signal":
                Process.Start("/bin/sh", ["-c", "kill -KILL $PPID"]);
                await Task.Delay(TimeSpan.FromMinutes(10));
                return null;
            case "throw":
                throw new InvalidOperationException(Text("message"));
            case "throw-own":
                throw new OwnException(Text("message"));
            case "unserializable":
                return new Unserializable();
            case "variable":
                return Environment.GetEnvironmentVariable(Text("name"));
            case "write":
                return Write(Text("path"), Text("text"));
            default:
                throw new NotSupportedException(Text("do"));
        }
    }

    private static void Log(ILambdaLogger logger, string level, string message)
    {
        switch (level)
        {
            case "debug":
                logger.LogDebug(message);
                break;
            case "info":
                logger.LogInformation(message);
                break;
            case "warn":
                logger.LogWarning(message);
                break;
            default:
                logger.LogError(message);
                break;
        }
    }

    private static object Hog()
    {
        List<byte[]> kept = [];
        while (true)
        {
            byte[] more = new byte[1 << 20];
            Array.Fill(more, (byte)1);
            kept.Add(more);
        }
    }

    private static int[] Remaining(ILambdaContext context)
    {
        int first = (int)context.RemainingTime.TotalMilliseconds, second = first;
        while (second >= first)
        {
            second = (int)context.RemainingTime.TotalMilliseconds;
        }

        return [first, second];
    }

    private static string Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
            return "written";
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return "refused";
        }
    }
}
