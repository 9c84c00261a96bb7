namespace Mayfly.Security.Tests.Hosting;

/// <summary>The two ways in which a function's first environment comes to be. Each builds the sandbox's walls in its own order.</summary>
public enum Boot
{
    /// <summary>A runtime that was started beforehand becomes the function's: its code is mounted into a running sandbox.</summary>
    FromStem,

    /// <summary>The sandbox is started for the function.</summary>
    Direct,
}
