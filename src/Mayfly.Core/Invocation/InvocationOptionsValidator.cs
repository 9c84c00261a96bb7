using Microsoft.Extensions.Options;

namespace Mayfly.Core.Invocation;

/// <summary>Finds all faults of <see cref="InvocationOptions"/> at start-up.</summary>
internal sealed class InvocationOptionsValidator : IValidateOptions<InvocationOptions>
{
    public ValidateOptionsResult Validate(string? name, InvocationOptions options)
        => options.AccountConcurrency >= 1 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail("Invocation:AccountConcurrency must be at least 1.");
}
