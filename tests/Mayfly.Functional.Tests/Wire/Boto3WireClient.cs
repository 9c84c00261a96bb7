using System.Diagnostics;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>boto3, as old as the machine has it.</summary>
internal sealed class Boto3WireClient() : WireClient(ReadModel("botocore"))
{
    private static readonly Lazy<Boto3WireClient> _instance = new(static () => new Boto3WireClient());

    public static Boto3WireClient Instance => _instance.Value;

    public override Task<JsonObject> CallAsync(Uri endpoint, string account, string operation, JsonObject parameters) =>
        new AwsClient(ClientDrivers.Boto3, endpoint, account, AwsClient.DefaultRegion).LambdaAsync(operation, parameters);

    /// <summary>The model that a Python package brings.</summary>
    public static ServiceModel ReadModel(string package)
    {
        using Process python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-W", "ignore", Path.Combine(Repository.ClientsFolder, "service_model.py"), package]) { RedirectStandardOutput = true })!;
        string model = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return ServiceModel.Read(model);
    }
}
