using Microsoft.Extensions.Options;

namespace Mayfly.Core.Invocation;

/// <summary>Finds all faults of <see cref="InvocationOptions"/> at start-up.</summary>
internal sealed class InvocationOptionsValidator : IValidateOptions<InvocationOptions>
{
    public ValidateOptionsResult Validate(string? name, InvocationOptions options)
    {
        List<string> faults = [];
        if (options.AccountConcurrency < 1)
        {
            faults.Add("Invocation:AccountConcurrency must be at least 1.");
        }

        if (options.EnvironmentsPerTenSeconds < 1)
        {
            faults.Add("Invocation:EnvironmentsPerTenSeconds must be at least 1.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
