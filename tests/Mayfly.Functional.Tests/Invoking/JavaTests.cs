using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Layers;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>Java functions: classes, jars, failures and what they log.</summary>
public sealed class JavaTests(SharedServer shared)
{
    private const string Beans = """
        package fn;
        import com.amazonaws.services.lambda.runtime.*;
        import java.util.*;
        public class Handler implements RequestHandler<Handler.Order, Handler.Receipt> {
          public static class Order { private List<Integer> amounts; public void setAmounts(List<Integer> amounts) { this.amounts = amounts; } }
          public static class Receipt { private final int total; Receipt(int total) { this.total = total; } public int getTotal() { return total; } public String getNote() { return null; } }
          public Receipt handleRequest(Order order, Context context) { return new Receipt(order.amounts.stream().mapToInt(Integer::intValue).sum()); }
        }
        """;

    private const string Process = """
        package fn;
        import java.io.*;
        import java.nio.charset.StandardCharsets;
        import java.nio.file.*;
        import java.util.*;
        public class Handler {
          public static Map<String, Object> handle() throws Exception {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("stem", new String(Files.readAllBytes(Paths.get("/proc/self/cmdline"))).contains("--module-path"));
            facts.put("own", System.getenv("OWN"));
            facts.put("mark", System.getProperty("mark"));
            facts.put("handler", System.getenv("_HANDLER"));
            facts.put("hidden", System.getenv("MAYFLY_STEM") + System.getenv("_LAMBDA_TELEMETRY_LOG_FD"));
            facts.put("folder", new File("").getAbsolutePath());
            facts.put("file", new File("fn/Handler.class").exists());
            facts.put("heap", Runtime.getRuntime().maxMemory() >> 20);
            java.lang.Process child = new ProcessBuilder("sh", "-c", "echo $OWN,$_HANDLER,$(pwd)").start();
            facts.put("child", new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8)).readLine());
            return facts;
          }
        }
        """;

    private const string Failing = """
        package fn;
        import java.util.*;
        public class Handler {
          static { if (System.getenv("FAIL") != null) throw new IllegalStateException("static"); }
          public static String handle(String way) throws Exception {
            switch (way) {
              case "throw": throw new IllegalArgumentException("bad", new java.io.IOException("cause"));
              case "stack": return "" + deeper(0);
              case "memory": List<long[]> all = new ArrayList<>(); while (true) all.add(new long[1 << 20]);
              case "exit": System.exit(7);
              default: return "well";
            }
          }
          static int deeper(int depth) { return 1 + deeper(depth + 1); }
        }
        """;

    [Fact]
    public async Task A_handler_with_beans_in_classes_and_in_a_jar()
    {
        AwsClient lambda = shared.Server.Boto3();
        string classes = await lambda.CreateAsync(JavaSource.Classes(Beans));
        string jar = await lambda.CreateAsync(JavaSource.Jar(Beans, "fn.Handler::handleRequest"));

        Assert.Equal("""{"total":6}""", (await lambda.InvokeAsync(classes, """{"amounts":[1,2,3],"more":{}}""")).Payload);
        Assert.Equal("""{"total":6}""", (await lambda.InvokeAsync(jar, """{"amounts":[1,2,3]}""")).Payload);
        JsonObject error = (await lambda.InvokeAsync(classes, """{"amounts":"many"}""")).Error;
        Assert.Equal("An error occurred during JSON parsing", (string?)error["errorMessage"]);
    }

    [Fact]
    public async Task A_jar_in_a_layer_is_found()
    {
        AwsClient lambda = shared.Server.Boto3();
        string layer = await lambda.LayerAsync(Archive.Of(("java/lib/function.jar", Archive.Of(JavaSource.Compile(Beans)))));
        string name = await lambda.CreateAsync(new FunctionSource(InstalledRuntimes.Java, "fn.Handler", Archive.Of(("readme.txt", "all is in the layer"))), LayerCalls.Using(layer));

        Assert.Equal("""{"total":6}""", (await lambda.InvokeAsync(name, """{"amounts":[1,2,3]}""")).Payload);
    }

    [Fact]
    public async Task A_stem_is_no_different_from_a_direct_boot()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(JavaSource.Classes(Process, "fn.Handler::handle"), Variables(("OWN", "first")));
        int change = 0;
        JsonNode stem = await Wait.ForAsync<JsonNode>("a cold start from a stem", async () =>
        {
            await lambda.ConfigureAsync(name, Variables(("OWN", $"own é {++change}")));
            JsonNode facts = (await lambda.InvokeAsync(name)).Json!;
            return (bool)facts["stem"]! ? facts : null;
        });
        await lambda.ConfigureAsync(name, Variables(("OWN", $"own é {change}"), ("JAVA_TOOL_OPTIONS", "-Dmark=set")));
        JsonNode direct = (await lambda.InvokeAsync(name)).Json!;

        Assert.False((bool)direct["stem"]!);
        Assert.Equal("set", (string?)direct["mark"]);
        Assert.Equal($"own é {change}", (string?)stem["own"]);
        Assert.Equal($"own é {change},fn.Handler::handle,/var/task", (string?)stem["child"]);
        foreach (string fact in (string[])["own", "handler", "hidden", "folder", "file", "heap", "child"])
        {
            Assert.Equal(direct[fact]!.ToJsonString(), stem[fact]!.ToJsonString());
        }
    }

    [Fact]
    public async Task A_direct_boot_reads_the_archive_that_the_server_makes()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(JavaSource.Classes("""
            package fn;
            import java.nio.file.*;
            public class Handler {
              public static boolean handle() throws Exception { return new String(Files.readAllBytes(Paths.get("/proc/self/maps"))).contains("/var/archive/boot"); }
            }
            """, "fn.Handler::handle"));
        int change = 0;

        // LANG makes a direct boot, as does a burst that finds no stem.
        await Wait.UntilAsync("a boot from the archive", async () =>
        {
            await lambda.ConfigureAsync(name, Variables(("LANG", "C.UTF-8"), ("CHANGE", $"{++change}")));
            return (await lambda.InvokeAsync(name)).Payload == "true";
        });
    }

    [Theory]
    [InlineData(128)]
    [InlineData(1024)]
    public async Task The_heap_follows_the_functions_memory(int memory)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(JavaSource.Classes(Process, "fn.Handler::handle"), new JsonObject { ["MemorySize"] = memory });

        Assert.InRange((int)(await lambda.InvokeAsync(name)).Json!["heap"]!, memory * 0.8, memory * 0.86);
    }

    [Theory]
    [InlineData("throw", "java.lang.IllegalArgumentException", "bad")]
    [InlineData("stack", "java.lang.StackOverflowError", "java.lang.StackOverflowError")]
    [InlineData("memory", "java.lang.OutOfMemoryError", "Java heap space")]
    public async Task A_failure_is_told_and_the_next_invocation_works(string way, string type, string message)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(JavaSource.Classes(Failing, "fn.Handler::handle"));

        JsonObject error = (await lambda.InvokeAsync(name, $"\"{way}\"")).Error;

        Assert.Equal((type, message), ((string?)error["errorType"], (string?)error["errorMessage"]));
        Assert.Matches(@"^fn\.Handler\.(handle|deeper)\(Handler\.java:\d+\)$", (string?)error["stackTrace"]![0]);
        Assert.Equal("\"well\"", (await lambda.InvokeAsync(name, "\"\"")).Payload);
    }

    [Fact]
    public async Task A_process_that_exits_is_told()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(JavaSource.Classes(Failing, "fn.Handler::handle"));

        JsonObject error = (await lambda.InvokeAsync(name, "\"exit\"")).Error;

        Assert.Equal("Runtime.ExitError", (string?)error["errorType"]);
        Assert.EndsWith("Error: Runtime exited with error: exit status 7", (string?)error["errorMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_that_cannot_be_loaded_is_told()
    {
        AwsClient lambda = shared.Server.Boto3();
        string absent = await lambda.CreateAsync(JavaSource.Classes(Failing, "fn.Absent"));
        string broken = await lambda.CreateAsync(JavaSource.Classes(Failing, "fn.Handler::handle"), Variables(("FAIL", "1")));

        Assert.Equal("""{"errorMessage":"Class not found: fn.Absent","errorType":"java.lang.ClassNotFoundException"}""", (await lambda.InvokeAsync(absent)).Error.ToJsonString());
        Assert.Equal("""{"errorMessage":"Error loading class fn.Handler","errorType":"java.lang.ExceptionInInitializerError"}""", (await lambda.InvokeAsync(broken)).Error.ToJsonString());
    }

    [Fact]
    public async Task What_it_logs_is_in_the_tail()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(JavaSource.Classes("""
            package fn;
            import com.amazonaws.services.lambda.runtime.*;
            public class Handler implements RequestHandler<Object, String> {
              public String handleRequest(Object event, Context context) {
                context.getLogger().log("logged\nin lines");
                System.out.println("printed");
                return context.getAwsRequestId();
              }
            }
            """));

        InvokeAnswer answer = await lambda.InvokeWithTailAsync(name);

        Assert.Contains("logged\nin lines\n", answer.LogTail, StringComparison.Ordinal);
        Assert.Contains("printed\n", answer.LogTail, StringComparison.Ordinal);
        Assert.Contains($"END RequestId: {(string?)answer.Json}\n", answer.LogTail, StringComparison.Ordinal);
    }

    private static JsonObject Variables(params (string Name, string Value)[] variables)
        => new() { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject(variables.Select(variable => KeyValuePair.Create(variable.Name, (JsonNode?)variable.Value))) } };
}
