using System.Text;
using Mayfly.Contracts.Lambda;
using Mayfly.Storage.Encryption;
using Mayfly.Storage.Tests.Support;

namespace Mayfly.Storage.Tests.Functions;

/// <summary>Code and environment variables are nowhere in the data folder to be read.</summary>
public sealed class SecrecyTests
{
    [Fact]
    public async Task Planted_secrets_are_found_in_no_file()
    {
        using TemporaryFolder folder = new();
        string data = folder.Of("data");
        string[] secrets = ["code-secret-3141592653", "variable-secret-2718281828", "VARIABLE_NAME_SECRET", "updated-secret-1414213562"];
        await using (Installation installation = await Installation.StartAsync(data))
        {
            await installation.CreateAsync("secretive", Installation.Zip(secrets[0]), new Dictionary<string, string> { [secrets[2]] = secrets[1] });
            await installation.ActiveAsync("secretive");
            await installation.CallAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "secretive", ZipFile = Installation.Zip(secrets[3]) });
            await installation.ActiveAsync("secretive");
            AssertNowhere(data, secrets);

            await installation.Get<KeyRotation>().RotateAsync(TestContext.Current.CancellationToken);
            AssertNowhere(data, secrets);
        }

        AssertNowhere(data, secrets);

        // That the search would find them: the function's name is no secret.
        Assert.Contains(Files(data), file => File.ReadAllBytes(file).AsSpan().IndexOf("secretive"u8) >= 0);
    }

    [Fact]
    public async Task No_other_user_may_look_into_the_data_folder()
    {
        using TemporaryFolder folder = new();
        string data = folder.Of("data");
        await using Installation installation = await Installation.StartAsync(data);
        await installation.CreateAsync("f", Installation.Zip("1"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data, "keys", "master.keys")));
    }

    private static void AssertNowhere(string data, string[] secrets)
    {
        foreach (string file in Files(data))
        {
            byte[] content = File.ReadAllBytes(file);
            foreach (string secret in secrets)
            {
                Assert.True(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{file} holds {secret}.");
                Assert.True(content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))[..12])) < 0, $"{file} holds {secret} in base64.");
            }
        }
    }

    // The lock file cannot be opened, even by ourselves, and is empty.
    private static IEnumerable<string> Files(string data) => Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock");
}
