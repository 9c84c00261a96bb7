using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Images;
using Mayfly.Core.Invocation;
using Mayfly.Core.Layers;
using Mayfly.Core.Packages;
using Mayfly.Core.Runtimes;
using Mayfly.Core.Tests.Environments;
using Mayfly.Core.Tests.Layers;
using Mayfly.Core.Tests.Packages;
using Mayfly.Sandbox;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.Functions;

/// <summary>The room of functions, wired as the server wires it, over stores in memory.</summary>
internal sealed class FunctionsRoom : IAsyncDisposable
{
    public const string Role = "arn:aws:iam::000000000000:role/test";

    public static readonly AwsIdentity Caller = new("000000000000", "us-east-1", "lambda");

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    /// <param name="records">What an earlier one left; null for nothing.</param>
    public FunctionsRoom(MemoryFunctionRecords? records = null)
    {
        Records = records ?? new MemoryFunctionRecords();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IFunctionRecords>(Records);
        services.AddSingleton<ILayerRecords>(new MemoryLayerRecords());
        services.AddSingleton<IPackageStore>(Packages);
        services.AddPackages(options =>
        {
            options.RuntimeDirectory = _folder.Path;
            options.Instance = $"f{System.Environment.ProcessId % 1_000_000:x}";
        });
        services.AddImages(options =>
        {
            options.LocalLayouts = true;
            options.Folder = _folder.Path;
            options.RuntimeDirectory = _folder.Path;
        });
        services.AddFunctions();
        services.AddSingleton<IImageFolders>(Images);
        services.AddSingleton<IImageStore>(_ => throw new NotSupportedException("No test unpacks an image here."));
        services.AddSingleton<ISandboxHost>(new PlayedSandboxes((_, _) => { }));
        services.AddSingleton<ICodeCache>(Code);
        services.AddSingleton<IRuntimeRegistry, NodeOnly>();
        services.AddSingleton<IServer>(new ListeningServer());
        services.AddOptions<InvocationOptions>();
        _services = services.BuildServiceProvider();
        Catalog.Retired += Retired.Add;
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryFunctionRecords Records { get; }

    public MemoryPackageStore Packages { get; } = new();

    public HeldCodeCache Code { get; } = new();

    public HeldImages Images { get; } = new();

    public List<Core.Functions.FunctionVersion> Retired { get; } = [];

    public IFunctionCatalog Catalog => Get<IFunctionCatalog>();

    public static FunctionKey Key(string name) => new(Caller.Account, Caller.Region, name);

    public static byte[] Zip(string content = "1") => ZipForge.Make(new ForgedEntry("index.js", content));

    public static CreateFunctionRequest Request(string name) => new()
    {
        FunctionName = name,
        Runtime = Runtime.Nodejs20X,
        Handler = "index.handler",
        Role = Role,
        Code = new FunctionCode { ZipFile = Zip() },
    };

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<AwsResult<TOutput>> TryAsync<TInput, TOutput>(TInput input, AwsIdentity? caller = null) =>
        await Get<IOperation<TInput, TOutput>>().HandleAsync(caller ?? Caller, input, TestContext.Current.CancellationToken);

    public async Task<TOutput> CallAsync<TInput, TOutput>(TInput input)
    {
        AwsResult<TOutput> result = await TryAsync<TInput, TOutput>(input);
        Assert.Null(result.Error);
        return result.Value!;
    }

    public async Task<AwsError> RefusedAsync<TInput, TOutput>(TInput input, AwsIdentity? caller = null)
    {
        AwsResult<TOutput> result = await TryAsync<TInput, TOutput>(input, caller);
        Assert.NotNull(result.Error);
        return result.Error;
    }

    /// <summary>Creates and waits until it is active.</summary>
    public async Task<FunctionConfiguration> CreateAsync(CreateFunctionRequest request)
    {
        FunctionConfiguration created = await CallAsync<CreateFunctionRequest, FunctionConfiguration>(request);
        await SettledAsync();
        return created;
    }

    public Task<FunctionConfiguration> ShowAsync(string name) =>
        CallAsync<GetFunctionConfigurationRequest, FunctionConfiguration>(new GetFunctionConfigurationRequest { FunctionName = name });

    /// <summary>Waits for all activations under way.</summary>
    public Task SettledAsync() => Get<FunctionLifecycle>().SettledAsync();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class ListeningServer : IServer
    {
        public ListeningServer()
        {
            ServerAddressesFeature addresses = new();
            addresses.Addresses.Add("http://0.0.0.0:4566");
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
