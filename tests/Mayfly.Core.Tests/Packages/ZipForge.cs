namespace Mayfly.Core.Tests.Packages;

/// <summary>Writes ZIP archives that lie. Written from APPNOTE.TXT, apart from the reader under test.</summary>
internal static class ZipForge
{
    public static byte[] Make(params ForgedEntry[] entries) => Make(entries, zip64: false);

    public static byte[] Make(ForgedEntry[] entries, bool zip64 = false, int? declaredEntries = null, uint? declaredDirectory = null, string comment = "")
    {
        using MemoryStream buffer = new();
        using BinaryWriter zip = new(buffer);
        List<(ForgedEntry Entry, uint Offset, uint Size)> written = [];
        foreach (ForgedEntry entry in entries)
        {
            uint offset = (uint)buffer.Position;
            byte[] stored = entry.Stored();
            WriteLocal(zip, entry, stored);
            written.Add((entry, offset, (uint)stored.Length));
        }

        uint directory = (uint)buffer.Position;
        foreach ((ForgedEntry entry, uint offset, uint size) in written)
        {
            WriteCentral(zip, entry, offset, size);
        }

        uint length = (uint)buffer.Position - directory;
        if (zip64)
        {
            WriteEnd64(zip, entries.Length, length, directory);
        }

        zip.Write(0x06054b50);
        zip.Write((ushort)0);
        zip.Write((ushort)0);
        ushort count = zip64 ? ushort.MaxValue : (ushort)(declaredEntries ?? entries.Length);
        zip.Write(count);
        zip.Write(count);
        zip.Write(zip64 ? uint.MaxValue : length);
        zip.Write(zip64 ? uint.MaxValue : declaredDirectory ?? directory);
        zip.Write((ushort)comment.Length);
        zip.Write(comment.ToCharArray());
        zip.Flush();
        return buffer.ToArray();
    }

    private static int Method(ForgedEntry entry) => entry.Method ?? (entry.Deflate ? 8 : 0);

    private static void WriteLocal(BinaryWriter zip, ForgedEntry entry, byte[] stored)
    {
        byte[] name = entry.LocalName is null ? entry.NameBytes : System.Text.Encoding.UTF8.GetBytes(entry.LocalName);
        zip.Write(0x04034b50);
        zip.Write((ushort)20);
        zip.Write((ushort)entry.Flags);
        zip.Write((ushort)Method(entry));
        zip.Write(0x58c80000);
        zip.Write(entry.Crc);
        zip.Write(entry.DeclaredCompressedSize ?? (uint)stored.Length);
        zip.Write(entry.DeclaredSize ?? (uint)entry.ContentBytes.Length);
        zip.Write((ushort)name.Length);
        zip.Write((ushort)0);
        zip.Write(name);
        zip.Write(stored);
    }

    private static void WriteCentral(BinaryWriter zip, ForgedEntry entry, uint offset, uint size)
    {
        zip.Write(0x02014b50);
        zip.Write((byte)20);
        zip.Write((byte)(entry.Mode == 0 ? 0 : 3));
        zip.Write((ushort)20);
        zip.Write((ushort)entry.Flags);
        zip.Write((ushort)Method(entry));
        zip.Write(0x58c80000);
        zip.Write(entry.Crc);
        zip.Write(entry.DeclaredCompressedSize ?? size);
        zip.Write(entry.DeclaredSize ?? (uint)entry.ContentBytes.Length);
        zip.Write((ushort)entry.NameBytes.Length);
        zip.Write((ushort)entry.Extra.Length);
        zip.Write((ushort)0);
        zip.Write((ushort)0);
        zip.Write((ushort)0);
        zip.Write((uint)entry.Mode << 16);
        zip.Write(entry.DeclaredOffset ?? offset);
        zip.Write(entry.NameBytes);
        zip.Write(entry.Extra);
    }

    private static void WriteEnd64(BinaryWriter zip, long entries, long length, long directory)
    {
        long at = zip.BaseStream.Position;
        zip.Write(0x06064b50);
        zip.Write(44L);
        zip.Write((ushort)45);
        zip.Write((ushort)45);
        zip.Write(0);
        zip.Write(0);
        zip.Write(entries);
        zip.Write(entries);
        zip.Write(length);
        zip.Write(directory);
        zip.Write(0x07064b50);
        zip.Write(0);
        zip.Write(at);
        zip.Write(1);
    }
}
