using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.HotReload;
using Mayfly.Core.Images;
using Mayfly.Core.Layers;
using Mayfly.Core.Packages;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html</summary>
internal sealed class CreateFunction(
    FunctionStore store,
    FunctionLifecycle lifecycle,
    PackageIntake intake,
    PackageReferences packages,
    FunctionLayers layers,
    HotFolders hotFolders,
    ImageIntake images,
    RuntimeRules runtimes,
    FunctionView view,
    TimeProvider time) : IOperation<CreateFunctionRequest, FunctionConfiguration>
{
    private const int LongestName = 64;
    private const int DefaultTimeoutSeconds = 3;
    private const int DefaultMemoryMb = 128;
    private const int DefaultEphemeralStorageMb = 512;

    public async ValueTask<AwsResult<FunctionConfiguration>> HandleAsync(AwsIdentity caller, CreateFunctionRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        FunctionKey key = target.Value;
        if ((CheckName(key.Name) ?? CheckSettings(input)) is { } refused)
        {
            return refused;
        }

        AwsResult<LoggingSettings> logging = LoggingRules.Apply(input.LoggingConfig, LoggingRules.Default(key));
        if (logging.IsError)
        {
            return logging.Error;
        }

        // Before the package is read, to spare the work; whoever comes first in the end is settled when the record is made.
        if (store.TryGet(key, out _))
        {
            return FunctionErrors.AlreadyExists(key);
        }

        if (input.PackageType == PackageType.Image)
        {
            AwsResult<ImageReference> image = await images.ReadAsync(input.Code!.ImageUri!, cancellationToken);
            return image.IsError
                ? image.Error
                : await CreateAsync(ToRecord(key, input, PackageReference.Of(image.Value!), logging.Value) with { Image = image.Value, ImageConfig = ImageRules.Overrides(input.ImageConfig) }, input);
        }

        AwsResult<IReadOnlyList<LayerReference>> layered = layers.Find(caller, input.Layers ?? []);
        if (layered.IsError)
        {
            return layered.Error;
        }

        FunctionCode code = input.Code!;
        if (HotFolders.AreMeant(code.S3Bucket))
        {
            AwsResult<string> folder = hotFolders.Check(code.S3Key);
            return folder.IsError
                ? folder.Error
                : await CreateAsync(ToRecord(key, input, HotFolders.Reference(folder.Value!), logging.Value) with { Layers = layered.Value!, HotFolder = folder.Value }, input);
        }

        AwsResult<CheckedPackage> archive = await intake.ReadAsync(code.ZipFile, code.S3Bucket, code.S3Key, code.S3ObjectVersion, cancellationToken);
        if (archive.IsError)
        {
            return archive.Error;
        }

        AwsError? full = AccountLimits.CheckCodeSize(store.Account(key.Account, key.Region), archive.Value.Archive.Length)
            ?? FunctionLayers.CheckSize(archive.Value.UnzippedSize, layered.Value!);
        if (full is not null)
        {
            return full;
        }

        PackageReference package = await packages.StoreAsync(archive.Value, cancellationToken);
        try
        {
            return await CreateAsync(ToRecord(key, input, package, logging.Value) with { Layers = layered.Value! }, input);
        }
        finally
        {
            packages.Release(package.Id);
        }
    }

    private async Task<AwsResult<FunctionConfiguration>> CreateAsync(FunctionRecord record, CreateFunctionRequest input)
    {
        AwsResult<FunctionEntry> created = await lifecycle.CreateAsync(record, VersionDraft.Asked(input.Publish, input.PublishTo));
        return created.IsError ? created.Error : Show(created.Value);
    }

    /// <summary>As recorded: the published version's number, the unqualified ARN.</summary>
    private FunctionConfiguration Show(FunctionEntry created)
    {
        FunctionConfiguration shown = view.Show(created);
        return created.Publishing is { } version ? shown with { Version = version } : shown;
    }

    private static AwsError? CheckName(string name) => name.Length <= LongestName
        ? null
        : FunctionErrors.Invalid($"1 validation error detected: Value '{name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to {LongestName}");

    private AwsError? CheckSettings(CreateFunctionRequest input)
    {
        if ((UnbuiltFeatures.Check(input) ?? ArchitectureRules.Check(input.Architectures) ?? ImageRules.Check(input)) is { } unavailable)
        {
            return unavailable;
        }

        bool isImage = input.PackageType == PackageType.Image;
        if (!isImage && (input.Runtime is null || string.IsNullOrEmpty(input.Handler)))
        {
            return FunctionErrors.Invalid("Runtime and Handler are mandatory parameters for functions created with deployment packages.");
        }

        return (isImage ? null : runtimes.Check(input.Runtime!.Value.Value)) ?? EnvironmentRules.Check(input.Environment?.Variables) ?? TagRules.Check(input.Tags);
    }

    private FunctionRecord ToRecord(FunctionKey key, CreateFunctionRequest input, PackageReference package, LoggingSettings logging) => new()
    {
        Key = key,
        Runtime = input.Runtime?.Value,
        Handler = string.IsNullOrEmpty(input.Handler) ? null : input.Handler,
        Role = input.Role!,
        Description = input.Description ?? string.Empty,
        MemoryMb = input.MemorySize ?? DefaultMemoryMb,
        TimeoutSeconds = input.Timeout ?? DefaultTimeoutSeconds,
        EphemeralStorageMb = input.EphemeralStorage?.Size ?? DefaultEphemeralStorageMb,
        Architecture = ArchitectureRules.Ours,
        Environment = input.Environment is null ? null : input.Environment.Variables ?? new Dictionary<string, string>(),
        Package = package,
        Logging = logging,
        TracingMode = input.TracingConfig?.Mode?.Value ?? TracingMode.PassThrough.Value,
        Tags = input.Tags ?? new Dictionary<string, string>(),
        RevisionId = Guid.NewGuid().ToString(),
        LastModified = time.GetUtcNow(),
    };
}
