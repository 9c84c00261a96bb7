using System.Buffers.Binary;
using System.Security.Cryptography;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.EncryptedFolders;

/// <summary>
/// The kernel's encryption of single folders of a file system (fscrypt, https://docs.kernel.org/filesystems/fscrypt.html): contents AES-256-XTS, names
/// AES-256-CTS, by a key that only the kernel has, and forgets when the file system is unmounted.
/// </summary>
internal static class FileEncryption
{
    // FS_IOC_ADD_ENCRYPTION_KEY, FS_IOC_SET_ENCRYPTION_POLICY
    private const nuint AddKey = 0xC0506617;
    private const nuint SetPolicy = 0x800C6613;

    private const int KeySize = 64;
    private const int IdentifierSize = 16;

    // struct fscrypt_add_key_arg
    private const int IdentifierAt = 8, RawSizeAt = 40, RawAt = 80;
    private const int IdentifierKind = 2;

    /// <summary>Gives the file system a new random key, which nobody ever sees. Answers the key's name.</summary>
    /// <param name="anyFolder">Of the file system.</param>
    public static unsafe byte[] AddRandomKey(SafeFileHandle anyFolder)
    {
        Span<byte> argument = stackalloc byte[RawAt + KeySize];
        argument.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(argument, IdentifierKind);
        BinaryPrimitives.WriteInt32LittleEndian(argument[RawSizeAt..], KeySize);
        RandomNumberGenerator.Fill(argument[RawAt..]);
        try
        {
            fixed (byte* address = argument)
            {
                if (DeviceControl.Try(anyFolder, AddKey, (nint)address) != 0)
                {
                    throw LinuxException.FromLastError("Giving the kernel an encryption key (FS_IOC_ADD_ENCRYPTION_KEY)");
                }
            }

            return argument.Slice(IdentifierAt, IdentifierSize).ToArray();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(argument);
        }
    }

    /// <summary>From now on everything in the folder, which is empty, is encrypted with that key.</summary>
    public static unsafe void Encrypt(SafeFileHandle folder, ReadOnlySpan<byte> keyIdentifier)
    {
        // struct fscrypt_policy_v2: version, how contents and names are encrypted, that names are padded to 32 bytes
        Span<byte> policy = [2, 1, 4, 3, 0, 0, 0, 0, .. keyIdentifier];
        fixed (byte* address = policy)
        {
            if (DeviceControl.Try(folder, SetPolicy, (nint)address) != 0)
            {
                throw LinuxException.FromLastError("Having a folder encrypted (FS_IOC_SET_ENCRYPTION_POLICY)");
            }
        }
    }
}
