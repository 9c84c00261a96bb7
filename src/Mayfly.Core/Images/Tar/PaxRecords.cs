using System.Buffers.Text;

namespace Mayfly.Core.Images.Tar;

/// <summary>What pax tells of the entry that follows: "LENGTH KEY=VALUE\n", again and again. Of what it may tell only this concerns a sandbox's files.</summary>
internal sealed class PaxRecords
{
    public byte[]? Path { get; private set; }

    public byte[]? LinkPath { get; private set; }

    public long? Size { get; private set; }

    public long? ModifiedSeconds { get; private set; }

    public bool IsEmpty { get; private set; } = true;

    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public void Read(ReadOnlySpan<byte> records)
    {
        IsEmpty = false;
        while (!records.IsEmpty)
        {
            if (!Utf8Parser.TryParse(records, out int length, out int digits) || digits >= records.Length || records[digits] != ' '
                || length <= digits + 1 || length > records.Length || records[length - 1] != '\n')
            {
                throw Bad();
            }

            ReadOnlySpan<byte> record = records[(digits + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals < 0)
            {
                throw Bad();
            }

            Take(record[..equals], record[(equals + 1)..]);
            records = records[length..];
        }
    }

    private void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("path"u8))
        {
            Path = Name(value);
        }
        else if (key.SequenceEqual("linkpath"u8))
        {
            LinkPath = Name(value);
        }
        else if (key.SequenceEqual("size"u8))
        {
            Size = Number(value);
        }
        else if (key.SequenceEqual("mtime"u8))
        {
            int point = value.IndexOf((byte)'.');
            ModifiedSeconds = Number(point < 0 ? value : value[..point]);
        }
        else if (key.StartsWith("GNU.sparse"u8))
        {
            throw new InvalidDataException("The archive has a sparse file, which image builders do not write.");
        }
    }

    private static byte[] Name(ReadOnlySpan<byte> value) => value.Contains((byte)0) ? throw Bad() : value.ToArray();

    private static long Number(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long number, out int used) && used == value.Length ? number : throw Bad();

    private static InvalidDataException Bad() => new("The archive has a pax record that cannot be read.");
}
