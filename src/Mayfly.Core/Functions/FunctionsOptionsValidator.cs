using Microsoft.Extensions.Options;

namespace Mayfly.Core.Functions;

/// <summary>Reports every fault of <see cref="FunctionsOptions"/> at once, at start.</summary>
internal sealed class FunctionsOptionsValidator : IValidateOptions<FunctionsOptions>
{
    public ValidateOptionsResult Validate(string? name, FunctionsOptions options) =>
        options.PublicUrl is null || (Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Functions: PublicUrl '{options.PublicUrl}' is not an http or https URL.");
}
