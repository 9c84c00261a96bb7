using Microsoft.Extensions.Options;

namespace Mayfly.Core.Environments;

/// <summary>Finds all faults of <see cref="EnvironmentOptions"/> at start-up.</summary>
internal sealed class EnvironmentOptionsValidator : IValidateOptions<EnvironmentOptions>
{
    public ValidateOptionsResult Validate(string? name, EnvironmentOptions options)
    {
        List<string> faults = [];
        Check(options.KeepAlive > TimeSpan.Zero, "Environments:KeepAlive must be longer than zero.");
        Check(options.FreezeAfter >= TimeSpan.Zero, "Environments:FreezeAfter cannot be negative.");
        Check(options.InitTimeout > TimeSpan.Zero, "Environments:InitTimeout must be longer than zero.");
        Check(options.ShutdownTimeout >= TimeSpan.Zero, "Environments:ShutdownTimeout cannot be negative.");
        Check(options.InternalExtensionShutdownTimeout >= TimeSpan.Zero, "Environments:InternalExtensionShutdownTimeout cannot be negative.");
        Check(options.ExternalExtensionShutdownTimeout >= TimeSpan.Zero, "Environments:ExternalExtensionShutdownTimeout cannot be negative.");
        Check(options.ConcurrentColdStarts >= 0, "Environments:ConcurrentColdStarts cannot be negative.");
        Check(options.MachineMemoryMb is 0 or >= 128, "Environments:MachineMemoryMb must be 0 (automatic) or at least 128.");
        Check(options.MemoryOvercommit >= 1, "Environments:MemoryOvercommit must be at least 1.");
        Check(options.MaximumStems is >= 0 and <= 1000, "Environments:MaximumStems must be between 0 and 1000.");
        Check(options.SettleGrace >= TimeSpan.Zero, "Environments:SettleGrace cannot be negative.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }
}
