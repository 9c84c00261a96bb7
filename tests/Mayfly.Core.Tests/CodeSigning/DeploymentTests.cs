using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Tests.Functions;
using Mayfly.Core.Tests.Packages;

namespace Mayfly.Core.Tests.CodeSigning;

/// <summary>What functions with a code signing configuration take, and what they do not.</summary>
public sealed class DeploymentTests : IAsyncDisposable
{
    private const string Untrusted = "Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for f.";

    private static readonly ForgedEntry _code = new("index.js", "exports.handler = 1");

    private readonly TemporaryFolder _folder = new();
    private readonly TestSigner _signer = new();
    private readonly TestSigner _other = new() { Profile = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/other/1" };
    private readonly List<string> _revoked = [];
    private FunctionsRoom? _room;

    private FunctionsRoom Room => _room ??= new FunctionsRoom(options =>
    {
        _signer.Configure(options, _folder);
        _other.Configure(options, _folder);
        options.Revoked = _revoked;
    });

    [Fact]
    public async Task A_signed_package_of_an_allowed_publisher_is_taken_and_its_signer_shown()
    {
        FunctionConfiguration created = await CreateAsync(await ConfigAsync(), _signer.Sign(_code));

        Assert.Equal((_signer.Profile, _signer.Job), (created.SigningProfileVersionArn, created.SigningJobArn));
    }

    [Fact]
    public async Task Untrusted_packages_are_refused()
    {
        string config = await ConfigAsync();
        using TestSigner unknown = new();

        Assert.Equal(Untrusted, (await RefusedAsync(config, FunctionsRoom.Zip())).Message);
        Assert.Equal(Untrusted, (await RefusedAsync(config, _other.Sign(_code))).Message);
        AwsError refused = await RefusedAsync(config, unknown.Sign(_code));
        Assert.Equal(("CodeVerificationFailedException", 400, "Message", Untrusted), (refused.Code, refused.Status, refused.MessageMember, refused.Message));
        Assert.Empty(Room.Packages.List());
    }

    [Fact]
    public async Task An_expired_signature_is_refused()
    {
        await CreateAsync(await ConfigAsync(), _signer.Sign(_code));

        Room.Time.SetUtcNow(_signer.Expires);
        Assert.Equal("CodeVerificationFailedException", (await UpdateAsync(_signer.Sign(_code))).Error?.Code);
    }

    [Theory]
    [InlineData("job")]
    [InlineData("profile")]
    public async Task Revocation_is_of_a_job_or_of_a_whole_profile(string what)
    {
        _revoked.Add(what == "job" ? _signer.Job : _signer.Profile);

        Assert.Equal("CodeVerificationFailedException", (await RefusedAsync(await ConfigAsync(), _signer.Sign(_code))).Code);
    }

    [Fact]
    public async Task Where_it_only_warns_untrusted_packages_are_taken_and_broken_ones_are_not()
    {
        string config = await ConfigAsync(CodeSigningPolicy.Warn);
        Assert.Null((await CreateAsync(config, FunctionsRoom.Zip())).SigningProfileVersionArn);
        byte[] tampered = ZipForge.Make(new ForgedEntry("index.js", "exports.handler = 2"), new ForgedEntry(TestSigner.SignaturePath) { RawContent = _signer.Signature(_code) });

        AwsError? refused = (await UpdateAsync(tampered)).Error;

        Assert.Equal(("InvalidCodeSignatureException", 400), (refused?.Code, refused?.Status));
        Assert.Null((await UpdateAsync(_other.Sign(_code))).Error);
    }

    [Fact]
    public async Task Without_a_configuration_everything_is_taken()
    {
        byte[] tampered = ZipForge.Make(new ForgedEntry("index.js", "2"), new ForgedEntry(TestSigner.SignaturePath) { RawContent = _signer.Signature(_code) });

        Assert.Null((await Room.CreateAsync(Request(config: null, tampered))).SigningJobArn);
    }

    [Fact]
    public async Task Layers_are_checked_when_the_function_gets_them()
    {
        string config = await ConfigAsync();
        string signed = await PublishAsync("signed", _signer.Sign(new ForgedEntry("lib.js", "1")));
        string unsigned = await PublishAsync("unsigned", FunctionsRoom.Zip());
        string broken = await PublishAsync("broken", ZipForge.Make(_code, new ForgedEntry(TestSigner.SignaturePath, "no")));

        Assert.Equal("CodeVerificationFailedException", (await Room.RefusedAsync<CreateFunctionRequest, FunctionConfiguration>(Request(config, _signer.Sign(_code)) with { Layers = [signed, unsigned] })).Code);
        FunctionConfiguration created = await Room.CreateAsync(Request(config, _signer.Sign(_code)) with { Layers = [signed] });
        Assert.Equal(_signer.Profile, Assert.Single(created.Layers!).SigningProfileVersionArn);
        Assert.Equal("CodeVerificationFailedException", (await ConfigureAsync([unsigned])).Error?.Code);
        Assert.Equal("InvalidCodeSignatureException", (await ConfigureAsync([broken])).Error?.Code);
        Assert.Null((await ConfigureAsync([])).Error);
    }

    [Fact]
    public async Task Code_that_is_there_already_stays_and_the_next_is_checked()
    {
        await Room.CreateAsync(Request(config: null, FunctionsRoom.Zip()));
        string config = await ConfigAsync();
        await Room.CallAsync<PutFunctionCodeSigningConfigRequest, PutFunctionCodeSigningConfigResponse>(new PutFunctionCodeSigningConfigRequest { FunctionName = "f", CodeSigningConfigArn = config });
        Assert.Null((await ConfigureAsync([])).Error);
        AwsError? refused = (await UpdateAsync(FunctionsRoom.Zip("2"))).Error;
        Assert.EndsWith("Check the provided signature for arn:aws:lambda:us-east-1:000000000000:function:f.", refused?.Message, StringComparison.Ordinal);

        await Room.CallAsync<DeleteFunctionCodeSigningConfigRequest, Contracts.Operations.NoOutput>(new DeleteFunctionCodeSigningConfigRequest { FunctionName = "f" });
        Assert.Null((await UpdateAsync(FunctionsRoom.Zip("2"))).Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (_room is not null)
        {
            await _room.DisposeAsync();
        }

        _signer.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    private static CreateFunctionRequest Request(string? config, byte[] package) =>
        FunctionsRoom.Request("f") with { CodeSigningConfigArn = config, Code = new FunctionCode { ZipFile = package } };

    private async Task<string> ConfigAsync(CodeSigningPolicy? policy = null) => (await Room.CallAsync<CreateCodeSigningConfigRequest, CreateCodeSigningConfigResponse>(new CreateCodeSigningConfigRequest
    {
        AllowedPublishers = new AllowedPublishers { SigningProfileVersionArns = [_signer.Profile] },
        CodeSigningPolicies = new CodeSigningPolicies { UntrustedArtifactOnDeployment = policy ?? CodeSigningPolicy.Enforce },
    })).CodeSigningConfig!.CodeSigningConfigArn!;

    private Task<FunctionConfiguration> CreateAsync(string config, byte[] package) => Room.CreateAsync(Request(config, package));

    private Task<AwsError> RefusedAsync(string config, byte[] package) => Room.RefusedAsync<CreateFunctionRequest, FunctionConfiguration>(Request(config, package));

    private async Task<AwsResult<FunctionConfiguration>> UpdateAsync(byte[] package)
    {
        AwsResult<FunctionConfiguration> updated = await Room.TryAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "f", ZipFile = package });
        await Room.SettledAsync();
        return updated;
    }

    private async Task<AwsResult<FunctionConfiguration>> ConfigureAsync(IReadOnlyList<string> layers)
    {
        AwsResult<FunctionConfiguration> updated = await Room.TryAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(
            new UpdateFunctionConfigurationRequest { FunctionName = "f", Layers = layers });
        await Room.SettledAsync();
        return updated;
    }

    private async Task<string> PublishAsync(string layer, byte[] package) => (await Room.CallAsync<PublishLayerVersionRequest, PublishLayerVersionResponse>(
        new PublishLayerVersionRequest { LayerName = layer, Content = new LayerVersionContentInput { ZipFile = package } })).LayerVersionArn!;
}
