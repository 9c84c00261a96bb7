using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Images;
using Mayfly.Core.Packages;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mayfly.Storage.Tests.Support;

/// <summary>The rooms of functions, packages and storage, wired as the server wires them, over a data folder that outlives it.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public static readonly AwsIdentity Caller = new("000000000000", "us-east-1", "lambda");

    private readonly ServiceProvider _services;

    private Installation(ServiceProvider services) => _services = services;

    public IFunctionCatalog Catalog => Get<IFunctionCatalog>();

    public static async Task<Installation> StartAsync(string dataDirectory)
    {
        // Beside the data folder, as one server's after another: what a killed one left mounted there, the next takes away.
        string runtimeDirectory = Path.GetFullPath(dataDirectory) + "-runtime";
        string instance = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(runtimeDirectory)))[..8];
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddConsole());
        services.AddStorage(options => options.DataDirectory = dataDirectory);
        services.AddPackages(options =>
        {
            options.RuntimeDirectory = runtimeDirectory;
            options.Instance = instance;
        });
        services.AddImages(options =>
        {
            options.Folder = Path.Combine(dataDirectory, "images");
            options.RuntimeDirectory = runtimeDirectory;
        });
        services.AddFunctions();
        services.AddSingleton<ISandboxHost>(static _ => throw new NotSupportedException("Nothing is run here."));
        services.AddSingleton<IRuntimeRegistry, NodeOnly>();
        services.AddSingleton<IServer, NoServer>();
        ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            await provider.GetRequiredService<FunctionLoader>().LoadAsync(CancellationToken.None);
            return new Installation(provider);
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<TOutput> CallAsync<TInput, TOutput>(TInput input)
    {
        AwsResult<TOutput> result = await Get<IOperation<TInput, TOutput>>().HandleAsync(Caller, input, CancellationToken.None);
        return result.IsError ? throw new InvalidOperationException($"{typeof(TInput).Name}: {result.Error}") : result.Value;
    }

    public Task<FunctionConfiguration> CreateAsync(string name, byte[] zip, IReadOnlyDictionary<string, string>? variables = null) =>
        CallAsync<CreateFunctionRequest, FunctionConfiguration>(new CreateFunctionRequest
        {
            FunctionName = name,
            Runtime = Runtime.Nodejs20X,
            Handler = "index.handler",
            Role = "arn:aws:iam::000000000000:role/test",
            Code = new FunctionCode { ZipFile = zip },
            Environment = variables is null ? null : new Mayfly.Contracts.Lambda.Environment { Variables = variables },
        });

    /// <summary>Waits until a created or updated function stands.</summary>
    public async Task ActiveAsync(string name)
    {
        GetFunctionConfigurationRequest request = new() { FunctionName = name };
        while ((await CallAsync<GetFunctionConfigurationRequest, FunctionConfiguration>(request)).LastUpdateStatus != LastUpdateStatus.Successful)
        {
            await Task.Yield();
        }
    }

    public static byte[] Zip(string content, string name = "index.js")
    {
        using MemoryStream buffer = new();
        using (ZipArchive archive = new(buffer, ZipArchiveMode.Create))
        {
            using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
            entry.Write(Encoding.UTF8.GetBytes(content));
        }

        return buffer.ToArray();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
