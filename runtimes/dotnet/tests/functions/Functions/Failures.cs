using Amazon.Lambda.Core;

namespace Functions;

public sealed class OwnException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>All the ways to fail.</summary>
public sealed class Failures
{
    public string Throw(string how) => how switch
    {
        "plain" => throw new OwnException("boom"),
        "cause" => throw new OwnException("outer", new ArgumentException("inner")),
        "several" => throw new AggregateException("many", new ArgumentException("one"), new OwnException("two")),
        "fine" => "fine",
        _ => throw new NotSupportedException(how),
    };

    public async Task<string> ThrowLater(string input)
    {
        await Task.Yield();
        throw new OwnException("later");
    }

    public string Exit(int status)
    {
        Environment.Exit(status);
        return "";
    }

    public int Overflow(int depth) => Overflow(depth + 1) + Overflow(depth + 2);

    public string FailOnThread(string input)
    {
        new Thread(() => throw new OwnException("on a thread")).Start();
        Thread.Sleep(Timeout.Infinite);
        return "";
    }

    public string OutOfMemory(string input)
    {
        List<byte[]> all = [];
        while (true)
        {
            byte[] more = new byte[8 << 20];
            Array.Fill(more, (byte)1);
            all.Add(more);
        }
    }
}

/// <summary>All the ways to log.</summary>
public sealed class Logs
{
    public void Run(string what, ILambdaContext context)
    {
        switch (what)
        {
            case "console":
                Console.WriteLine("out\nof two lines");
                Console.Error.WriteLine("error");
                Console.WriteLine(5);
                Console.Write("no end");
                break;
            case "logger":
                context.Logger.LogDebug("not shown by default");
                context.Logger.LogInformation("info");
                context.Logger.LogWarning("Order {id} of {count:000}", "a7", 5);
                context.Logger.LogError(new OwnException("bad"), "failed {0}", 1);
                context.Logger.LogLine("line");
                break;
            case "static":
                LambdaLogger.Log("static");
                LambdaLogger.Log("Warning", "static {level}", "warned");
                break;
            case "json":
                context.Logger.LogWarning("Order {id} {@order} {list}", "a7", new Order("n", 1), new List<int> { 1, 2 });
                break;
        }
    }
}
