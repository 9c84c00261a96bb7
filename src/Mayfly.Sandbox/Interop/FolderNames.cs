using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>getdents64(2): the names in an open folder, as the kernel has them.</summary>
internal static class FolderNames
{
    private const int LengthAt = 16;
    private const int NameAt = 19;

    private static readonly nint s_number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 61 : 217;

    /// <summary>All of them but "." and "..", each with a zero byte at its end. The folder must not have been read before by this handle.</summary>
    public static unsafe List<byte[]> Of(SafeFileHandle folder)
    {
        List<byte[]> names = [];
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            int count;
            fixed (byte* address = buffer)
            {
                count = (int)Syscall.Call(s_number, folder.DangerousGetHandle(), (nint)address, buffer.Length);
            }

            if (count <= 0)
            {
                return count == 0 ? names : throw LinuxException.FromLastError("Listing a folder");
            }

            for (int at = 0; at < count; at += BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthAt)))
            {
                ReadOnlySpan<byte> name = buffer.AsSpan(at + NameAt);
                name = name[..(name.IndexOf((byte)0) + 1)];
                if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8))
                {
                    names.Add(name.ToArray());
                }
            }
        }
    }
}
