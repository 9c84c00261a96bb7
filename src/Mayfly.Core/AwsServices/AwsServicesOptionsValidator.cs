using Microsoft.Extensions.Options;

namespace Mayfly.Core.AwsServices;

/// <summary>Reports every fault of <see cref="AwsServicesOptions"/> at once, at start.</summary>
internal sealed class AwsServicesOptionsValidator : IValidateOptions<AwsServicesOptions>
{
    public ValidateOptionsResult Validate(string? name, AwsServicesOptions options)
    {
        List<string> faults = [];
        Check("Sqs", options.Sqs, faults);
        Check("Sns", options.Sns, faults);
        Check("EventBridge", options.EventBridge, faults);
        Check("S3", options.S3, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(string service, AwsServiceSettings settings, List<string> faults)
    {
        if (settings.ServiceUrl is not null && !(Uri.TryCreate(settings.ServiceUrl, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"))
        {
            faults.Add($"AwsServices:{service}:ServiceUrl '{settings.ServiceUrl}' is not an http or https URL.");
        }

        if (settings.AccessKey is null != settings.SecretKey is null)
        {
            faults.Add($"AwsServices:{service}: AccessKey and SecretKey are given together or not at all.");
        }
    }
}
