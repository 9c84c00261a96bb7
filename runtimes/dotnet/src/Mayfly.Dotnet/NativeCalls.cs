using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Mayfly.Dotnet;

/// <summary>The system calls that .NET has no name for.</summary>
internal static unsafe class NativeCalls
{
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;
    private const int BrokenPipe = 32;
    private const int TryAgain = 11;
    private const int Interrupted = 4;

    /// <summary>Writes all of it. A full pipe that does not block slows its own function; where nobody reads any more the function's work matters more.</summary>
    public static void WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* at = bytes)
            {
                written = Write(descriptor, at, (nuint)bytes.Length);
            }

            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                continue;
            }

            switch (Marshal.GetLastSystemError())
            {
                case Interrupted:
                    break;
                case TryAgain:
                    Thread.Sleep(1);
                    break;
                case BrokenPipe:
                default:
                    return;
            }
        }
    }

    public static void SetCloseOnExec(int descriptor, bool close) => _ = Control(descriptor, SetDescriptorFlags, close ? CloseOnExec : 0);

    /// <summary>Makes this process another program, with exactly the given environment. Returns only by throwing.</summary>
    public static void Execute(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        byte** argv = Strings([program, .. arguments]);
        byte** envp = Strings([.. environment.Select(variable => $"{variable.Key}={variable.Value}")]);
        fixed (byte* path = Encoding.UTF8.GetBytes(program + '\0'))
        {
            _ = ExecuteProgram(path, argv, envp);
        }

        throw new Win32Exception(Marshal.GetLastSystemError(), $"{program} cannot be started");
    }

    /// <summary>Never freed: the process ends, or becomes another.</summary>
    private static byte** Strings(string[] texts)
    {
        byte** array = (byte**)NativeMemory.AllocZeroed((nuint)(texts.Length + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < texts.Length; i++)
        {
            array[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        }

        return array;
    }

#pragma warning disable SYSLIB1054 // blittable: there is nothing for a generator to do
    [DllImport("libc", EntryPoint = "write")]
    private static extern nint Write(int descriptor, byte* bytes, nuint count);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(int descriptor, int command, nint argument);

    [DllImport("libc", EntryPoint = "execve")]
    private static extern int ExecuteProgram(byte* path, byte** arguments, byte** environment);
#pragma warning restore SYSLIB1054
}
