using System.Buffers.Binary;
using System.Text;
using Mayfly.Core.Functions;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox.RootFolders;

namespace Mayfly.Core.Images;

/// <summary>What is run of an image: its ENTRYPOINT, CMD and WORKDIR, or what the function says in their place.</summary>
internal sealed record ImageProgram
{
    private const string InvalidWorkingDirectory = "Runtime.InvalidWorkingDir";
    private const string NoSuchFile = "no such file or directory";
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly IReadOnlyList<string> _entryPoint;
    private readonly IReadOnlyList<string> _arguments;

    private ImageProgram(IReadOnlyList<string> entryPoint, IReadOnlyList<string> arguments, string workingDirectory)
    {
        _entryPoint = entryPoint;
        _arguments = arguments;
        WorkingDirectory = workingDirectory;
        Command = [.. entryPoint, .. arguments];
    }

    /// <summary>The program, by its whole path, and its arguments.</summary>
    public IReadOnlyList<string> Command { get; private init; }

    public string WorkingDirectory { get; }

    /// <summary>Null when it can be started.</summary>
    public StartFault? Fault { get; private init; }

    /// <summary>The line that AWS writes to the log when it cannot.</summary>
    public string LaunchError =>
        $"IMAGE\tLaunch error: {Fault?.Message}\tEntrypoint: [{string.Join(",", _entryPoint)}]\tCmd: [{string.Join(",", _arguments)}]\tWorkingDir: [{WorkingDirectory}]\n";

    /// <summary>Finds it.</summary>
    /// <param name="root">The image's files.</param>
    /// <param name="image">What the image says.</param>
    /// <param name="overrides">What the function says.</param>
    /// <param name="searchPath">The PATH that it will have.</param>
    public static ImageProgram Find(RootFolder root, ImageConfiguration image, ImageOverrides? overrides, string searchPath)
    {
        ImageProgram program = new(
            overrides?.EntryPoint is { Count: > 0 } entryPoint ? entryPoint : image.EntryPoint,
            overrides?.Command is { Count: > 0 } command ? command : image.Command,
            overrides?.WorkingDirectory is { Length: > 0 } directory ? directory : image.WorkingDirectory ?? "/");
        if (program.Command.Append(program.WorkingDirectory).Any(static text => text.Contains('\0', StringComparison.Ordinal)))
        {
            return program with { Fault = new StartFault(CustomEntrypoint.ErrorType, "fork/exec: invalid argument") };
        }

        if (FaultOfDirectory(root, program.WorkingDirectory) is { } notThere)
        {
            return program with { Fault = new StartFault(InvalidWorkingDirectory, notThere) };
        }

        if (program.Command.Count == 0)
        {
            return program with { Fault = new StartFault(CustomEntrypoint.ErrorType, "Couldn't find valid bootstrap(s): []") };
        }

        string? path = Locate(root, program.Command[0], program.WorkingDirectory, searchPath);
        string? fault = path is null ? $"exec: \"{program.Command[0]}\": executable file not found in $PATH" : FaultOfProgram(root, path);
        return fault is null
            ? program with { Command = [path!, .. program.Command.Skip(1)] }
            : program with { Fault = new StartFault(CustomEntrypoint.ErrorType, fault) };
    }

    private static string? FaultOfDirectory(RootFolder root, string directory)
    {
        using RootedFile? found = Path.IsPathRooted(directory) ? root.Find(directory) : null;
        return found is null ? $"chdir {directory}: {NoSuchFile}"
            : !found.IsFolder ? $"chdir {directory}: not a directory"
            : (found.Mode & UnixFileMode.OtherExecute) == 0 ? $"chdir {directory}: permission denied"
            : null;
    }

    /// <summary>A name without a slash is looked for on the path, as by every shell.</summary>
    private static string? Locate(RootFolder root, string name, string workingDirectory, string searchPath)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return Path.GetFullPath(name, workingDirectory);
        }

        return searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.GetFullPath(Path.Combine(folder, name), workingDirectory)).FirstOrDefault(path =>
        {
            using RootedFile? found = root.Find(path);
            return found is { IsFile: true } && (found.Mode & Executable) != 0;
        });
    }

    private static string? FaultOfProgram(RootFolder root, string path)
    {
        using RootedFile? found = root.Find(path);
        string? why = found is null ? NoSuchFile
            : !found.IsFile || (found.Mode & UnixFileMode.OtherExecute) == 0 ? "permission denied"
            : FaultOfFormat(root, found);
        return why is null ? null : $"fork/exec {path}: {why}";
    }

    /// <summary>A program of this processor, or a script whose interpreter is there.</summary>
    private static string? FaultOfFormat(RootFolder root, RootedFile program)
    {
        const int MachineAt = 18;
        Span<byte> start = stackalloc byte[256];
        using (FileStream file = File.OpenRead(program.HostPath))
        {
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }

        if (start.StartsWith("\u007FELF"u8) && start.Length > MachineAt + 1)
        {
            return BinaryPrimitives.ReadUInt16LittleEndian(start[MachineAt..]) == (ArchitectureRules.Ours == "arm64" ? 183 : 62) ? null : "exec format error";
        }

        if (!start.StartsWith("#!"u8))
        {
            return "exec format error";
        }

        int end = start.IndexOf((byte)'\n');
        string interpreter = Encoding.UTF8.GetString(start[2..(end < 0 ? start.Length : end)]).Trim().Split([' ', '\t'], 2)[0];
        using RootedFile? found = root.Find(interpreter);
        return found is null ? NoSuchFile : null;
    }
}
