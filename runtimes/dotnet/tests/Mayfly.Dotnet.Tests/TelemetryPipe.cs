using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Mayfly.Dotnet.Tests;

/// <summary>The pipe for framed log messages, whose writing end the client inherits.</summary>
internal sealed unsafe class TelemetryPipe : IDisposable
{
    private const int SetStatusFlags = 4;
    private const int NonBlocking = 0x800;
    private readonly int _readEnd;

    public TelemetryPipe()
    {
        int* ends = stackalloc int[2];
        Assert.Equal(0, OpenPipe(ends, 0));
        (_readEnd, WriteEnd) = (ends[0], ends[1]);
        Assert.Equal(0, Control(_readEnd, SetStatusFlags, NonBlocking));
    }

    public int WriteEnd { get; }

    /// <summary>All messages so far. Called when the client has ended; programs of other tests may still hold the other end.</summary>
    public List<string> ReadMessages()
    {
        List<byte> all = [];
        byte[] buffer = new byte[64 * 1024];
        nint count;
        do
        {
            fixed (byte* at = buffer)
            {
                count = Read(_readEnd, at, buffer.Length);
            }

            all.AddRange(buffer.AsSpan(0, (int)Math.Max(count, 0)));
        }
        while (count > 0);

        List<string> messages = [];
        ReadOnlySpan<byte> bytes = CollectionsMarshal.AsSpan(all);
        while (!bytes.IsEmpty)
        {
            Assert.Equal(0xA55A0003, BinaryPrimitives.ReadUInt32BigEndian(bytes));
            DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) / 1000);
            Assert.InRange(time, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddSeconds(1));
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
            messages.Add(Encoding.UTF8.GetString(bytes.Slice(16, length)));
            bytes = bytes[(16 + length)..];
        }

        return messages;
    }

    public void Dispose()
    {
        _ = Close(_readEnd);
        _ = Close(WriteEnd);
    }

#pragma warning disable SYSLIB1054 // blittable: there is nothing for a generator to do
    [DllImport("libc", EntryPoint = "pipe2")]
    private static extern int OpenPipe(int* ends, int flags);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(int descriptor, int command, nint argument);

    [DllImport("libc", EntryPoint = "read")]
    private static extern nint Read(int descriptor, byte* bytes, nint count);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
#pragma warning restore SYSLIB1054
}
