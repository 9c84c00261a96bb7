using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Cgroups;

/// <summary>Reads and writes the small files of a cgroup file system.</summary>
internal static class ControlFile
{
    public static void Write(string path, string text)
    {
        using SafeFileHandle file = OpenFile.WriteOnly(path);
        WriteFd.All(file, Encoding.ASCII.GetBytes(text), path);
    }

    /// <summary>Writes a file that some kernels lack; false when this one does.</summary>
    public static bool TryWrite(string path, string text)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        Write(path, text);
        return true;
    }

    public static string Read(string path) => File.ReadAllText(path);

    /// <summary>A file that holds one number. On the path of every invocation, so without a FileStream.</summary>
    public static long ReadNumber(string path)
    {
        using SafeFileHandle file = OpenFile.ReadOnly(path);
        Span<byte> text = stackalloc byte[32];
        int length = ReadFd.Try(file, text);
        return length > 0 && Utf8Parser.TryParse(text[..length], out long number, out _)
            ? number
            : throw new IOException($"{path} does not hold a number.");
    }

    /// <summary>The number behind a name in a file of "name number" lines; 0 when the name is not there.</summary>
    public static long ReadField(string path, string name)
    {
        foreach (ReadOnlySpan<char> line in Read(path).AsSpan().EnumerateLines())
        {
            if (line.Length > name.Length && line[name.Length] == ' ' && line.StartsWith(name, StringComparison.Ordinal))
            {
                return long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }

    /// <summary>The process ids of a cgroup.procs file; none when the cgroup is gone.</summary>
    public static IReadOnlyList<int> ReadProcesses(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }
}
