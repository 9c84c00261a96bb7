using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Durability;

/// <summary>Packages and environment variables are encrypted at rest: secrets planted in them are nowhere in the data folder.</summary>
public sealed class SecretsAtRestTests : OwnServer
{
    private const string InName = "PLANTED_NAME_7c1e";
    private const string InValue = "planted-value-5d3a81";
    private const string InCode = "planted-code-91be47";
    private const string InUpdate = "planted-update-c2f09d";

    [Fact]
    public async Task Planted_secrets_are_not_found()
    {
        MayflyServer server = await StartAsync();
        AwsClient lambda = server.Boto3();
        string name = await lambda.CreateAsync(Stored(InCode), Variable(InValue));
        Assert.Equal($"\"{InCode}{InValue}\"", (await lambda.InvokeAsync(name)).Payload);
        await lambda.UpdateCodeAsync(name, Stored(InUpdate));
        await lambda.ConfigureAsync(name, Variable(InUpdate));
        Assert.Equal($"\"{InUpdate}{InUpdate}\"", (await lambda.InvokeAsync(name)).Payload);

        AssertNowhere(server.DataDirectory);
        server.Kill();
        AssertNowhere(server.DataDirectory);
        await server.StartAgainAsync();
        Assert.Equal($"\"{InUpdate}{InUpdate}\"", (await server.Boto3().InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task Nobody_else_may_read_the_data_folder()
    {
        MayflyServer server = await StartAsync();
        await server.Boto3().CreateAsync(Stored(InCode));

        const UnixFileMode others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        foreach (string file in Directory.EnumerateFiles(server.DataDirectory, "*key*", SearchOption.AllDirectories))
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & others);
        }
    }

    /// <summary>Not compressed, or the secret could not be found in the archive itself.</summary>
    private static FunctionSource Stored(string secret)
    {
        FunctionSource source = FunctionSource.Node($"exports.handler = async () => '{secret}' + process.env.{InName};");
        Assert.True(source.Archive.AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)) >= 0, "The secret is not in the archive in the clear.");
        return source;
    }

    private static JsonObject Variable(string value)
        => new() { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { [InName] = value } } };

    private static void AssertNowhere(string folder)
    {
        // The server's lock file is empty, and locked.
        string[] files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0)];
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            ReadOnlySpan<byte> content = Read(file);
            foreach (string secret in (ReadOnlySpan<string>)[InName, InValue, InCode, InUpdate])
            {
                Assert.True(content.IndexOf(Encoding.ASCII.GetBytes(secret)) < 0, $"{secret} stands in {file}.");
            }
        }
    }

    private static byte[] Read(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
