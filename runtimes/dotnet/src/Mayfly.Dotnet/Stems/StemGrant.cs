using System.Text.Json;

namespace Mayfly.Dotnet.Stems;

/// <summary>What a stem is told when it is given to a function.</summary>
/// <param name="Environment">All of its variables.</param>
/// <param name="WorkingDirectory">The package's folder.</param>
internal sealed record StemGrant(Dictionary<string, string> Environment, string WorkingDirectory)
{
    private const string Kept = "AWS_LAMBDA_RUNTIME_API";

    /// <param name="json">{"environment": {…}, "workingDirectory": "…"}.</param>
    public static StemGrant Read(byte[] json)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (JsonProperty variable in document.RootElement.GetProperty("environment").EnumerateObject())
        {
            environment[variable.Name] = variable.Value.GetString() ?? "";
        }

        environment[Kept] = System.Environment.GetEnvironmentVariable(Kept)!;
        return new StemGrant(environment, document.RootElement.GetProperty("workingDirectory").GetString()!);
    }

    /// <summary>Makes the process's environment and folder exactly the function's.</summary>
    public void Apply()
    {
        System.Environment.CurrentDirectory = WorkingDirectory;
        foreach (string name in System.Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => !Environment.ContainsKey(name)))
        {
            System.Environment.SetEnvironmentVariable(name, null);
        }

        foreach ((string name, string value) in Environment)
        {
            System.Environment.SetEnvironmentVariable(name, value);
        }

        TimeZoneInfo.ClearCachedData();
    }
}
