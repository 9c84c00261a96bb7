using System.Text.RegularExpressions;

namespace Mayfly.Core.Runtimes;

/// <summary>A pack that is a bootstrap (see <see cref="PackBootstrap"/>), bound to this machine.</summary>
internal sealed class BootstrapPack(PackBootstrap bootstrap, RuntimeInstallation installation)
{
    private readonly Regex _handlers = new($"^(?:{bootstrap.Handlers})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public RuntimeInstallation Installation => installation;

    public bool Serves(string runtime, string handler) => bootstrap.Runtimes.Contains(runtime) && _handlers.IsMatch(handler);
}
