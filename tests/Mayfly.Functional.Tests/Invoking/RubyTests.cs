using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Layers;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>Ruby functions: handlers, gems, failures and what they log.</summary>
public sealed class RubyTests(SharedServer shared)
{
    private const string Process = """
        STEM = File.read("/proc/#{Process.pid}/environ").include?('MAYFLY_STEM=1')
        def handler(event:, context:)
          { stem: STEM, own: ENV['OWN'], handler: ENV['_HANDLER'], hidden: [ENV['MAYFLY_STEM'], ENV['_LAMBDA_TELEMETRY_LOG_FD']], folder: Dir.pwd,
            path: $LOAD_PATH, gems: Gem.path, child: `echo $OWN,$_HANDLER,$(pwd)`.strip, external: Encoding.default_external.name }
        end
        """;

    [Theory]
    [InlineData("app.rb", "app.handler", "def handler(event:, context:) = { got: event, name: context.function_name.empty? }")]
    [InlineData("src/app.rb", "src/app.Api::Orders.handler", "module Api; class Orders; def self.handler(event:, context:) = { got: event, name: context.function_name.empty? }; end; end")]
    public async Task It_answers(string file, string handler, string source)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(new FunctionSource(InstalledRuntimes.Ruby, handler, Archive.Of((file, source))));

        Assert.Equal("""{"got":{"a":"é"},"name":false}""", (await lambda.InvokeAsync(name, """{"a":"é"}""")).Payload);
    }

    [Fact]
    public async Task A_gem_in_the_package_is_found()
    {
        AwsClient lambda = shared.Server.Boto3();
        string bundle = $"vendor/bundle/ruby/{InstalledRuntimes.Ruby["ruby".Length..]}.0";
        string name = await lambda.CreateAsync(new FunctionSource(InstalledRuntimes.Ruby, "app.handler", Archive.Of(
            ("app.rb", "require 'mine'\ndef handler(event:, context:) = Mine::VALUE\n"),
            ($"{bundle}/gems/mine-1.2.3/lib/mine.rb", "module Mine; VALUE = 42; end"),
            ($"{bundle}/specifications/mine-1.2.3.gemspec", "Gem::Specification.new { |s| s.name = 'mine'; s.version = '1.2.3'; s.summary = 'x'; s.authors = ['x']; s.files = []; s.require_paths = ['lib'] }\n"))));

        Assert.Equal("42", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task Files_and_gems_in_a_layer_are_found()
    {
        AwsClient lambda = shared.Server.Boto3();
        string gems = $"ruby/gems/{InstalledRuntimes.Ruby["ruby".Length..]}.0";
        string layer = await lambda.LayerAsync(Archive.Of(
            ("ruby/lib/shared.rb", "SHARED = 1"),
            ($"{gems}/gems/mine-1.2.3/lib/mine.rb", "module Mine; VALUE = 42; end"),
            ($"{gems}/specifications/mine-1.2.3.gemspec", "Gem::Specification.new { |s| s.name = 'mine'; s.version = '1.2.3'; s.summary = 'x'; s.authors = ['x']; s.files = []; s.require_paths = ['lib'] }\n")));
        string name = await lambda.CreateAsync(Source("require 'shared'\nrequire 'mine'\ndef handler(event:, context:) = [SHARED, Mine::VALUE]\n"), LayerCalls.Using(layer));

        Assert.Equal("[1,42]", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task A_stem_is_no_different_from_a_direct_boot()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Source(Process), Variables(("OWN", "first")));
        int change = 0;
        JsonNode stem = await Wait.ForAsync<JsonNode>("a cold start from a stem", async () =>
        {
            await lambda.ConfigureAsync(name, Variables(("OWN", $"own é {++change}")));
            JsonNode facts = (await lambda.InvokeAsync(name)).Json!;
            return (bool)facts["stem"]! ? facts : null;
        });
        await lambda.ConfigureAsync(name, Variables(("OWN", $"own é {change}"), ("RUBYOPT", "-W1")));
        JsonNode direct = (await lambda.InvokeAsync(name)).Json!;

        Assert.False((bool)direct["stem"]!);
        Assert.Equal($"own é {change},app.handler,/var/task", (string?)stem["child"]);
        foreach (string fact in (string[])["own", "handler", "hidden", "folder", "path", "gems", "child", "external"])
        {
            Assert.Equal(direct[fact]!.ToJsonString(), stem[fact]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("raise ArgumentError, 'bad'", "Function<ArgumentError>", "bad")]
    [InlineData("class Object::Mine < StandardError; end; raise Mine, 'own'", "Function<Mine>", "own")]
    [InlineData("def deep = deep + 1; deep", "Function<SystemStackError>", "stack level too deep")]
    [InlineData("exit 3", "Function<SystemExit>", "exit")]
    public async Task A_failure_is_told_and_the_next_invocation_works(string failing, string type, string message)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Source($"def handler(event:, context:)\n  if event['fail']\n    eval(\"{failing}\")\n  end\n  'well'\nend\n"));

        JsonObject error = (await lambda.InvokeAsync(name, """{"fail":true}""")).Error;

        Assert.Equal((type, message), ((string?)error["errorType"], (string?)error["errorMessage"]));
        Assert.NotEmpty(error["stackTrace"]!.AsArray());
        Assert.All(error["stackTrace"]!.AsArray(), line => Assert.DoesNotContain("/var/runtime", (string?)line, StringComparison.Ordinal));
        Assert.Equal("\"well\"", (await lambda.InvokeAsync(name)).Payload);
    }

    [Theory]
    [InlineData("require 'nowhere'", "Init<LoadError>", "cannot load such file -- nowhere")]
    [InlineData("raise 'loading'", "Init<RuntimeError>", "loading")]
    public async Task A_file_that_cannot_be_loaded_is_told(string source, string type, string message)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Source(source));

        JsonObject error = (await lambda.InvokeAsync(name)).Error;

        Assert.Equal((type, message), ((string?)error["errorType"], (string?)error["errorMessage"]));
    }

    [Fact]
    public async Task What_it_logs_is_in_the_tail()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Source("require 'logger'\ndef handler(event:, context:)\n  puts \"put\\nin lines\"\n  Logger.new($stdout).warn('logged')\n  $stderr.puts 'error'\n  context.aws_request_id\nend\n"));

        InvokeAnswer answer = await lambda.InvokeWithTailAsync(name);

        string id = (string)answer.Json!.AsValue()!;
        Assert.Contains("put\nin lines\n", answer.LogTail, StringComparison.Ordinal);
        Assert.Matches($@"W, \[\S+ #\d+\]  WARN {id} -- : logged\n", answer.LogTail);
        Assert.Contains("error\n", answer.LogTail, StringComparison.Ordinal);
    }

    private static FunctionSource Source(string source) => new(InstalledRuntimes.Ruby, "app.handler", Archive.Of(("app.rb", source)));

    private static JsonObject Variables(params (string Name, string Value)[] variables)
        => new() { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject(variables.Select(variable => KeyValuePair.Create(variable.Name, (JsonNode?)variable.Value))) } };
}
