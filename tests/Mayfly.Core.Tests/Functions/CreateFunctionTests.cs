using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Tests.Functions;

public sealed class CreateFunctionTests
{
    [Fact]
    public async Task The_answer_is_Pending_with_all_of_AWSs_defaults_and_later_Active()
    {
        await using FunctionsRoom room = new();
        room.Code.Hold();

        FunctionConfiguration created = await room.CallAsync<CreateFunctionRequest, FunctionConfiguration>(FunctionsRoom.Request("hello"));

        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:hello", created.FunctionArn);
        Assert.Equal((State.Pending, "The function is being created.", StateReasonCode.Creating), (created.State!.Value, created.StateReason, created.StateReasonCode!.Value));
        Assert.Null(created.LastUpdateStatus);
        Assert.Equal((128, 3, 512), (created.MemorySize, created.Timeout, created.EphemeralStorage!.Size));
        Assert.Equal(("", "$LATEST", "2026-01-01T00:00:00.000+0000"), (created.Description, created.Version, created.LastModified));
        Assert.Equal((LogFormat.Text, "/aws/lambda/hello", null), (created.LoggingConfig!.LogFormat, created.LoggingConfig.LogGroup, created.LoggingConfig.ApplicationLogLevel?.Value));
        Assert.Equal((SnapStartApplyOn.None, SnapStartOptimizationStatus.Off), (created.SnapStart!.ApplyOn!.Value, created.SnapStart.OptimizationStatus!.Value));
        Assert.Equal(TracingMode.PassThrough, created.TracingConfig!.Mode);
        Assert.Equal(PackageType.Zip, created.PackageType);
        Assert.Equal(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(FunctionsRoom.Zip())), created.CodeSha256);
        Assert.Equal(FunctionsRoom.Zip().Length, created.CodeSize);
        Assert.Matches("^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$", created.RuntimeVersionConfig!.RuntimeVersionArn);
        Assert.Null(created.Environment);
        Assert.Equal(FunctionLookupOutcome.Pending, room.Catalog.Find(FunctionsRoom.Key("hello"), null).Outcome);

        await room.Code.ReleaseAsync();
        await room.SettledAsync();

        FunctionConfiguration active = await room.ShowAsync("hello");
        Assert.Equal((State.Active, LastUpdateStatus.Successful), (active.State, active.LastUpdateStatus));
        Assert.Null(active.StateReason);
        Assert.Equal(FunctionLookupOutcome.Active, room.Catalog.Find(FunctionsRoom.Key("hello"), "$LATEST").Outcome);
        Assert.Equal(FunctionLookupOutcome.NotFound, room.Catalog.Find(FunctionsRoom.Key("hello"), "1").Outcome);
    }

    [Fact]
    public async Task A_failed_extraction_is_a_Failed_function_that_an_update_mends()
    {
        await using FunctionsRoom room = new();
        room.Code.Hold();
        await room.CallAsync<CreateFunctionRequest, FunctionConfiguration>(FunctionsRoom.Request("broken"));
        await room.Code.ReleaseAsync("The disk is on fire.");
        await room.SettledAsync();

        FunctionConfiguration failed = await room.ShowAsync("broken");
        Assert.Equal((State.Failed, "The disk is on fire."), (failed.State!.Value, failed.StateReason));
        Assert.Equal(FunctionLookupOutcome.Failed, room.Catalog.Find(FunctionsRoom.Key("broken"), null).Outcome);

        await room.CallAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "broken", ZipFile = FunctionsRoom.Zip("2") });
        await room.SettledAsync();
        Assert.Equal(State.Active, (await room.ShowAsync("broken")).State);
    }

    public static TheoryData<string, CreateFunctionRequest, string, string> Refusals()
    {
        CreateFunctionRequest good = FunctionsRoom.Request("refused");
        const string Invalid = "InvalidParameterValueException";
        return new TheoryData<string, CreateFunctionRequest, string, string>
        {
            { "long name", good with { FunctionName = new string('a', 65) }, Invalid, $"1 validation error detected: Value '{new string('a', 65)}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64" },
            { "not a zip", good with { Code = new FunctionCode { ZipFile = "just a random string"u8.ToArray() } }, Invalid, "Could not unzip uploaded file. Please check your file, then try to upload again." },
            { "empty zip", good with { Code = new FunctionCode { ZipFile = Array.Empty<byte>() } }, Invalid, "Uploaded file must be a non-empty zip" },
            { "large zip", good with { Code = new FunctionCode { ZipFile = new byte[52_428_800] } }, "RequestEntityTooLargeException", "Zipped size must be smaller than 52428800 bytes" },
            { "no code", good with { Code = new FunctionCode() }, Invalid, "Please provide a source for function code." },
            { "two codes", good with { Code = new FunctionCode { ZipFile = FunctionsRoom.Zip(), S3Bucket = "b", S3Key = "k" } }, Invalid, "Please do not provide other FunctionCode parameters when providing a ZipFile." },
            { "no S3", good with { Code = new FunctionCode { S3Bucket = "b", S3Key = "k" } }, Invalid, "No S3 endpoint is configured on this installation, so S3Bucket and S3Key cannot be read. Configure one, or send the package as ZipFile." },
            { "no handler", good with { Handler = null }, Invalid, "Runtime and Handler are mandatory parameters for functions created with deployment packages." },
            { "no runtime", good with { Runtime = null }, Invalid, "Runtime and Handler are mandatory parameters for functions created with deployment packages." },
            { "retired runtime", good with { Runtime = Runtime.Python2_7 }, Invalid, "The runtime parameter of python2.7 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions." },
            { "missing runtime", good with { Runtime = Runtime.Java21 }, Invalid, "java21 is not installed here." },
            { "unknown runtime", good with { Runtime = new Runtime("PYTHON3.9") }, Invalid, "Value PYTHON3.9 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2] or be a valid ARN" },
            { "reserved variable", good with { Environment = new() { Variables = new Dictionary<string, string> { ["AWS_REGION"] = "x", ["FINE"] = "y" } } }, Invalid, "Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION" },
            { "large variables", good with { Environment = new() { Variables = new Dictionary<string, string> { ["SMALL_VAR"] = "ok", ["LARGE_VAR"] = new string('x', 4096) } } }, Invalid, "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {\"SMALL_VAR\":\"ok\",\"LARGE_VAR\":\"" + new string('x', 4096) + "\"}" },
            { "tags", good with { Tags = Enumerable.Range(0, 51).ToDictionary(index => $"k{index}", _ => "v") }, Invalid, "Number of tags exceeds resource tag limit." },
            { "another region", good with { FunctionName = "arn:aws:lambda:ap-southeast-1:000000000000:function:x" }, "ResourceNotFoundException", "Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')" },
            { "image without URI", good with { PackageType = PackageType.Image, Runtime = null, Handler = null, Code = new FunctionCode() }, Invalid, "Please provide ImageUri when creating a function with packageType Image." },
            { "image and package", good with { PackageType = PackageType.Image, Code = new FunctionCode { ImageUri = "r.example/x:1", ZipFile = FunctionsRoom.Zip() } }, Invalid, "Please do not provide other FunctionCode parameters when providing an ImageUri." },
            { "image with handler", good with { PackageType = PackageType.Image, Code = new FunctionCode { ImageUri = "r.example/x:1" } }, Invalid, "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image." },
            { "image with layers", good with { PackageType = PackageType.Image, Runtime = null, Handler = null, Layers = ["arn:aws:lambda:us-east-1:000000000000:layer:l:1"], Code = new FunctionCode { ImageUri = "r.example/x:1" } }, Invalid, "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image." },
            { "image config of a package", good with { ImageConfig = new ImageConfig { Command = ["x"] } }, Invalid, "Please don't provide ImageConfig when the intended function PackageType is Zip." },
            { "image URI of a package", good with { Code = new FunctionCode { ImageUri = "r.example/x:1" } }, Invalid, "Please provide a source for function code." },
            { "image nowhere", good with { PackageType = PackageType.Image, Runtime = null, Handler = null, Code = new FunctionCode { ImageUri = "hello:latest" } }, Invalid, "Source image hello:latest is not valid. Provide a valid source image. Here that is HOST/REPOSITORY:TAG, HOST/REPOSITORY@sha256:DIGEST, or oci:/PATH:TAG for a folder of the server's machine in the OCI image layout." },
            { "layers", good with { Layers = ["arn:aws:lambda:us-east-1:000000000000:layer:l:1"] }, Invalid, "Layer version arn:aws:lambda:us-east-1:000000000000:layer:l:1 does not exist." },
            { "SnapStart", good with { SnapStart = new SnapStart { ApplyOn = SnapStartApplyOn.PublishedVersions } }, Invalid, "SnapStart is not built yet in Mayfly, so it cannot be asked for. Leave it out of the request." },
            { "VPC", good with { VpcConfig = new VpcConfig { SubnetIds = ["subnet-1"], SecurityGroupIds = ["sg-1"] } }, Invalid, "A network of the customer's (VpcConfig) is not built yet in Mayfly, so it cannot be asked for. Leave it out of the request." },
            { "dead letters", good with { DeadLetterConfig = new DeadLetterConfig { TargetArn = "arn:aws:sqs:us-east-1:000000000000:q" } }, Invalid, "Dead-letter queues (DeadLetterConfig) is not built yet in Mayfly, so it cannot be asked for. Leave it out of the request." },
            { "key", good with { KMSKeyArn = "arn:aws:kms:us-east-1:000000000000:key/1" }, Invalid, "A customer's key (KMSKeyArn) is not built yet in Mayfly, so it cannot be asked for. Leave it out of the request." },
            { "levels of text", good with { LoggingConfig = new LoggingConfig { LogFormat = LogFormat.Text, SystemLogLevel = new("DEBUG") } }, Invalid, "ApplicationLogLevel and SystemLogLevel can only be set when LogFormat is JSON." },
        };
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Refusals))]
    public async Task What_cannot_be_is_refused_and_leaves_nothing(string what, CreateFunctionRequest request, string code, string message)
    {
        await using FunctionsRoom room = new();

        AwsError error = await room.RefusedAsync<CreateFunctionRequest, FunctionConfiguration>(request);

        Assert.True((code, message) == (error.Code, error.Message), $"{what}: {error.Code}: {error.Message}");
        Assert.Empty(room.Records.Saved);
        Assert.Empty(room.Packages.List());
    }

    [Fact]
    public async Task Values_that_mean_none_are_taken()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("plain") with
        {
            Layers = [],
            FileSystemConfigs = [],
            KMSKeyArn = "",
            VpcConfig = new VpcConfig { SubnetIds = [], SecurityGroupIds = [] },
            DeadLetterConfig = new DeadLetterConfig(),
            SnapStart = new SnapStart { ApplyOn = SnapStartApplyOn.None },
            Architectures = [new Architecture(ArchitectureRules.Ours)],
            TracingConfig = new TracingConfig { Mode = TracingMode.Active },
        });

        Assert.Equal(TracingMode.Active, (await room.ShowAsync("plain")).TracingConfig!.Mode);
    }

    [Fact]
    public async Task A_name_is_given_once_an_account_and_region_even_to_those_who_come_together()
    {
        await using FunctionsRoom room = new();
        AwsResult<FunctionConfiguration>[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            room.TryAsync<CreateFunctionRequest, FunctionConfiguration>(FunctionsRoom.Request("one")))));

        Assert.Single(results, result => !result.IsError);
        Assert.All(results.Where(result => result.IsError), result => Assert.Equal("Function already exist: one", result.Error!.Message));
        Assert.False((await room.TryAsync<CreateFunctionRequest, FunctionConfiguration>(FunctionsRoom.Request("one"), FunctionsRoom.Caller with { Region = "eu-west-1" })).IsError);
        Assert.False((await room.TryAsync<CreateFunctionRequest, FunctionConfiguration>(FunctionsRoom.Request("one"), FunctionsRoom.Caller with { Account = "111111111111" })).IsError);
        await room.SettledAsync();
    }

    [Fact]
    public async Task The_processor_of_another_machine_is_refused()
    {
        await using FunctionsRoom room = new();
        string other = ArchitectureRules.Ours == "arm64" ? "x86_64" : "arm64";

        AwsError error = await room.RefusedAsync<CreateFunctionRequest, FunctionConfiguration>(FunctionsRoom.Request("f") with { Architectures = [new Architecture(other)] });

        Assert.Contains(other, error.Message, StringComparison.Ordinal);
    }
}
