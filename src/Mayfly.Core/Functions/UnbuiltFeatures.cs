using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;

namespace Mayfly.Core.Functions;

/// <summary>Refuses what the model allows and this installation cannot do yet. Values that mean "none" pass, as tools send them.</summary>
internal static class UnbuiltFeatures
{
    public static AwsError? Check(CreateFunctionRequest request)
    {
        return Code(request.Code?.S3ObjectStorageMode, request.Code?.SourceKMSKeyArn)
            ?? Settings(request.VpcConfig, request.DeadLetterConfig, request.KMSKeyArn, request.FileSystemConfigs, request.SnapStart)
            ?? When(request.CodeSigningConfigArn is { Length: > 0 }, "Code signing (CodeSigningConfigArn)")
            ?? When(request.TenancyConfig is not null, "Tenant isolation (TenancyConfig)")
            ?? Managed(request.CapacityProviderConfig, request.DurableConfig);
    }

    public static AwsError? Check(UpdateFunctionConfigurationRequest request)
    {
        return Settings(request.VpcConfig, request.DeadLetterConfig, request.KMSKeyArn, request.FileSystemConfigs, request.SnapStart)
            ?? Managed(request.CapacityProviderConfig, request.DurableConfig);
    }

    public static AwsError? Check(UpdateFunctionCodeRequest request) => Code(request.S3ObjectStorageMode, request.SourceKMSKeyArn);

    public static AwsError? Check(LayerVersionContentInput content) => Code(content.S3ObjectStorageMode, sourceKey: null);

    private static AwsError? Code(S3ObjectStorageMode? mode, string? sourceKey)
    {
        return When(mode is not null && mode != S3ObjectStorageMode.Copy, $"S3ObjectStorageMode {mode}")
            ?? When(sourceKey is { Length: > 0 }, "A customer's key for the package (SourceKMSKeyArn)");
    }

    private static AwsError? Settings(VpcConfig? vpc, DeadLetterConfig? deadLetters, string? key, IReadOnlyList<FileSystemConfig>? fileSystems, SnapStart? snapStart)
    {
        return When(vpc is { SubnetIds.Count: > 0 } or { SecurityGroupIds.Count: > 0 }, "A network of the customer's (VpcConfig)")
            ?? When(deadLetters is { TargetArn.Length: > 0 }, "Dead-letter queues (DeadLetterConfig)")
            ?? When(key is { Length: > 0 }, "A customer's key (KMSKeyArn)")
            ?? When(fileSystems is { Count: > 0 }, "File systems (FileSystemConfigs)")
            ?? When(snapStart?.ApplyOn == SnapStartApplyOn.PublishedVersions, "SnapStart");
    }

    private static AwsError? Managed(CapacityProviderConfig? capacity, DurableConfig? durable)
    {
        return When(capacity is not null, "Capacity providers (CapacityProviderConfig)")
            ?? When(durable is not null, "Durable functions (DurableConfig)");
    }

    private static AwsError? When(bool asked, string feature) => asked ? FunctionErrors.NotBuilt(feature) : null;
}
