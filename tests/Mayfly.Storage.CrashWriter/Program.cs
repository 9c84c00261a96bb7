using Mayfly.Contracts.Lambda;
using Mayfly.Storage.Tests.Support;

// Changes functions without end, several at a time, and tells before each change what it is about to be ("?") and after it that it was
// acknowledged ("!"): "? name value" for a function whose code and variable are the value, "? name -" for one that is deleted.
await using Installation installation = await Installation.StartAsync(args[0]);
Console.Out.WriteLine("ready");
await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() => WriteAsync(worker))));

async Task WriteAsync(int worker)
{
    Random random = new(HashCode.Combine(args[1], worker));
    HashSet<string> alive = [];
    for (int round = 0; ; round++)
    {
        string name = $"{args[1]}-{worker}-{random.Next(6)}";
        string value = $"value-{args[1]}-{worker}-{round}";
        if (alive.Contains(name) && random.Next(3) == 0)
        {
            await TellAsync(name, "-", () => installation.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = name }));
            alive.Remove(name);
        }
        else if (alive.Add(name))
        {
            await TellAsync(name, value, () => installation.CreateAsync(name, Installation.Zip(value), new Dictionary<string, string> { ["VALUE"] = value }));
            await installation.ActiveAsync(name);
        }
    }
}

static async Task TellAsync<T>(string name, string value, Func<Task<T>> change)
{
    Say($"? {name} {value}");
    await change();
    Say($"! {name} {value}");
}

// One write a line, so that the reader never sees half of one.
static void Say(string line)
{
    lock (Console.Out)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
