namespace Mayfly.Core.Logs.Buffering;

/// <summary>What the flusher took out of one writer; the buffer goes back to the pool once stored.</summary>
/// <param name="Writer">Whose events they are.</param>
/// <param name="Buffer">Rented; <see cref="LogRecords"/> in its first bytes.</param>
/// <param name="Length">How many bytes of it are used.</param>
/// <param name="Count">How many events those are.</param>
/// <param name="Stored">Completed when the store has been called.</param>
internal readonly record struct DrainedEvents(BufferedLogWriter Writer, byte[] Buffer, int Length, int Count, TaskCompletionSource Stored);
