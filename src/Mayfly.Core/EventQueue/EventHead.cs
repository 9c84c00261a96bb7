namespace Mayfly.Core.EventQueue;

/// <summary>The place of a stored event in its lane.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="Due">When it may run, Unix milliseconds.</param>
public readonly record struct EventHead(long Id, long Due);
