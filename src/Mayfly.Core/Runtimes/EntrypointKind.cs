namespace Mayfly.Core.Runtimes;

/// <summary>Which program of the customer's a runtime starts, if it starts one.</summary>
public enum EntrypointKind
{
    /// <summary>A managed runtime: the pack's own client.</summary>
    None,

    /// <summary>The executable named bootstrap, of the package or of a layer.</summary>
    Bootstrap,

    /// <summary>The executable of the package that the handler names.</summary>
    Handler,

    /// <summary>A container image's own.</summary>
    Image,
}
