namespace Mayfly.Functional.Tests.Packages;

/// <summary>What a function is made of.</summary>
internal sealed record FunctionSource(string Runtime, string Handler, byte[] Archive)
{
    /// <summary>A CommonJS module that sets exports.handler.</summary>
    public static FunctionSource Node(string source) => new(InstalledRuntimes.Node, "index.handler", Packages.Archive.Of(("index.js", source)));

    /// <summary>An ES module that exports handler.</summary>
    public static FunctionSource NodeModule(string source) => new(InstalledRuntimes.Node, "index.handler", Packages.Archive.Of(("index.mjs", source)));

    /// <summary>A module that defines handler(event, context).</summary>
    public static FunctionSource Python(string source) => new(InstalledRuntimes.Python, "app.handler", Packages.Archive.Of(("app.py", source)));

    /// <summary>A method of the .NET pack's test functions, "Type::Method", or, without "::", that executable assembly.</summary>
    public static FunctionSource Dotnet(string handler)
        => handler.Contains("::", StringComparison.Ordinal)
            ? new(InstalledRuntimes.Dotnet, $"Functions::Functions.{handler}", DotnetFunctions.ArchiveOf("Functions"))
            : new(InstalledRuntimes.Dotnet, handler, DotnetFunctions.ArchiveOf(handler));

    /// <summary>A PowerShell script that runs for each event.</summary>
    public static FunctionSource PowerShell(string script) => new("provided.al2023", "script.ps1", Packages.Archive.Of(("script.ps1", script)));

    /// <summary>A custom runtime: an executable named bootstrap.</summary>
    public static FunctionSource Custom(string bootstrap) => new("provided.al2023", "function.handler", Packages.Archive.Of(("bootstrap", bootstrap)));
}
