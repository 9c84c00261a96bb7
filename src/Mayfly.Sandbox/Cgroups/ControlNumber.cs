using System.Buffers.Text;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Cgroups;

/// <summary>A control file that holds one number and is read with every invocation: opened at the first reading and kept open.</summary>
/// <param name="choose">Tells the file, when it is first needed.</param>
internal sealed class ControlNumber(Func<string> choose)
{
    private readonly Lock _gate = new();
    private string _path = "";
    private SafeFileHandle? _file;

    public long Read()
    {
        Span<byte> text = stackalloc byte[32];
        int length;
        lock (_gate)
        {
            _file ??= OpenFile.ReadOnly(_path = choose());
            length = ReadFd.TryAt(_file, text, 0);
        }

        return length > 0 && Utf8Parser.TryParse(text[..length], out long number, out _)
            ? number
            : throw new IOException($"{_path} does not hold a number.");
    }

    public void Close()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }
}
