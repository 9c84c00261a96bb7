using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mayfly.Storage.Files;

namespace Mayfly.Storage.Encryption;

/// <summary>
/// The file of master keys: one key a line, "id base64-secret", the newest last; lines that start with # are remarks.
/// Readable by its owner alone, and refused if it is not.
/// </summary>
internal sealed class KeyFile(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const string Preamble =
        "# Mayfly's master keys. Whoever has this file and the data folder can read all code and environment variables.\n" +
        "# Without it nothing stored can be read: keep a copy in a safe place.\n";

    public bool Exists => File.Exists(path);

    public IReadOnlyList<MasterKey> Read()
    {
        if ((File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new StorageException($"The key file {path} can be read by other users, so its keys are no secret. Run 'chmod 600 {path}', and rotate the keys if others may have read it.");
        }

        List<MasterKey> keys = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Length > 0 && line[0] != '#')
            {
                keys.Add(Parse(line, number));
            }
        }

        return keys.Count > 0 ? keys : throw new StorageException($"The key file {path} holds no key. Put it back from your backup.");
    }

    /// <summary>Replaces the file in one step: a crash leaves the old keys or the new, never half a file.</summary>
    public void Write(IReadOnlyList<MasterKey> keys)
    {
        StringBuilder text = new(Preamble);
        foreach (MasterKey key in keys)
        {
            text.Append(CultureInfo.InvariantCulture, $"{key.Id:x16} {Convert.ToBase64String(key.Secret)}\n");
        }

        byte[] bytes = Encoding.ASCII.GetBytes(text.ToString());
        try
        {
            DurableFile.Replace(path, OwnerOnly, bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private MasterKey Parse(string line, int number)
    {
        string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        byte[] secret = new byte[MasterKey.SecretSize];
        if (parts.Length == 2
            && ulong.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong id)
            && Convert.TryFromBase64String(parts[1], secret, out int length)
            && length == secret.Length)
        {
            return new MasterKey(id, secret);
        }

        throw new StorageException($"Line {number} of the key file {path} is not a key. Put the file back from your backup.");
    }
}
