using Mayfly.Core.Functions;
using Mayfly.Core.Images;
using Mayfly.Core.Tests.Packages;
using Mayfly.Sandbox.RootFolders;

namespace Mayfly.Core.Tests.Images;

public sealed class ImageProgramTests : IDisposable
{
    private const UnixFileMode Runnable = (UnixFileMode)0x1ED;

    private static readonly byte[] _ours = Elf(ArchitectureRules.Ours == "arm64" ? 183 : 62);
    private static readonly byte[] _other = Elf(ArchitectureRules.Ours == "arm64" ? 62 : 183);

    private readonly TemporaryFolder _folder = new();

    public ImageProgramTests() => File.SetUnixFileMode(_folder.Path, Runnable);

    [Fact]
    public void What_the_image_says_is_run_and_the_path_is_searched()
    {
        Write("usr/bin/python", _ours);
        Write("app/python", "not a program"u8.ToArray(), (UnixFileMode)0x1A4);

        ImageProgram program = Find(Image(["python", "-m"], ["client"], "/app"));

        Assert.Null(program.Fault);
        Assert.Equal(["/usr/bin/python", "-m", "client"], program.Command);
        Assert.Equal("/app", program.WorkingDirectory);
    }

    [Fact]
    public void What_the_function_says_goes_first_each_for_itself()
    {
        Write("bin/a", _ours);
        Write("bin/b", _ours);
        ImageConfiguration image = Image(["/bin/a"], ["of image"], "/bin");

        Assert.Equal(["/bin/a", "mine"], Find(image, new ImageOverrides { Command = ["mine"] }).Command);
        Assert.Equal(["/bin/b", "of image"], Find(image, new ImageOverrides { EntryPoint = ["/bin/b"] }).Command);
        Assert.Equal("/", Find(image, new ImageOverrides { WorkingDirectory = "/" }).WorkingDirectory);
        Assert.Equal(["/bin/a", "of image"], Find(image, new ImageOverrides { EntryPoint = [], Command = [], WorkingDirectory = "" }).Command);
    }

    [Fact]
    public void A_script_and_a_relative_path_and_a_command_without_entry_point_are_fine()
    {
        Write("bin/sh", _ours);
        Write("app/run.sh", "#! /bin/sh -e\necho"u8.ToArray());
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "entry"), "/app/run.sh");

        Assert.Equal("/app/run.sh", Find(Image([], ["./run.sh"], "/app")).Command[0]);
        Assert.Equal("/entry", Find(Image(["/entry"], [], null)).Command[0]);
        Assert.Equal("/", Find(Image(["/entry"], [], null)).WorkingDirectory);
    }

    [Theory]
    [InlineData("/none", "/", "Runtime.InvalidEntrypoint", "fork/exec /none: no such file or directory")]
    [InlineData("none", "/", "Runtime.InvalidEntrypoint", "exec: \"none\": executable file not found in $PATH")]
    [InlineData("/app/plain", "/", "Runtime.InvalidEntrypoint", "fork/exec /app/plain: permission denied")]
    [InlineData("/app/private", "/", "Runtime.InvalidEntrypoint", "fork/exec /app/private: permission denied")]
    [InlineData("/app", "/", "Runtime.InvalidEntrypoint", "fork/exec /app: permission denied")]
    [InlineData("/app/other", "/", "Runtime.InvalidEntrypoint", "fork/exec /app/other: exec format error")]
    [InlineData("/app/text", "/", "Runtime.InvalidEntrypoint", "fork/exec /app/text: exec format error")]
    [InlineData("/app/empty", "/", "Runtime.InvalidEntrypoint", "fork/exec /app/empty: exec format error")]
    [InlineData("/app/script", "/", "Runtime.InvalidEntrypoint", "fork/exec /app/script: no such file or directory")]
    [InlineData("/app/out", "/", "Runtime.InvalidEntrypoint", "fork/exec /app/out: no such file or directory")]
    [InlineData("/app/go\0od", "/", "Runtime.InvalidEntrypoint", "fork/exec: invalid argument")]
    [InlineData("/app/good", "/\0", "Runtime.InvalidEntrypoint", "fork/exec: invalid argument")]
    [InlineData("/app/good", "/none", "Runtime.InvalidWorkingDir", "chdir /none: no such file or directory")]
    [InlineData("/app/good", "relative", "Runtime.InvalidWorkingDir", "chdir relative: no such file or directory")]
    [InlineData("/app/good", "/app/good", "Runtime.InvalidWorkingDir", "chdir /app/good: not a directory")]
    [InlineData("/app/good", "/locked", "Runtime.InvalidWorkingDir", "chdir /locked: permission denied")]
    public void What_cannot_be_started_is_said_as_AWS_says_it(string entryPoint, string workingDirectory, string type, string message)
    {
        Write("app/good", _ours);
        Write("app/plain", _ours, (UnixFileMode)0x1A4);
        Write("app/private", _ours, (UnixFileMode)0x1C0);
        Write("app/other", _other);
        Write("app/text", "echo"u8.ToArray());
        Write("app/empty", []);
        Write("app/script", "#!/bin/none\n"u8.ToArray());
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "app/out"), "/bin/true");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "locked"), (UnixFileMode)0x1C0);

        ImageProgram program = Find(Image([entryPoint], ["argument"], workingDirectory));

        Assert.Equal((type, message), (program.Fault!.ErrorType, program.Fault.Message));
        Assert.Equal($"IMAGE\tLaunch error: {message}\tEntrypoint: [{entryPoint}]\tCmd: [argument]\tWorkingDir: [{workingDirectory}]\n", program.LaunchError);
    }

    [Fact]
    public void An_image_that_says_nothing_has_no_bootstrap() => Assert.Equal("Couldn't find valid bootstrap(s): []", Find(Image([], [], null)).Fault!.Message);

    public void Dispose() => _folder.Dispose();

    private static byte[] Elf(int machine) => [0x7f, .. "ELF"u8, .. new byte[14], (byte)machine, 0, .. new byte[44]];

    private static ImageConfiguration Image(string[] entryPoint, string[] command, string? workingDirectory) => new()
    {
        EntryPoint = entryPoint,
        Command = command,
        WorkingDirectory = workingDirectory,
        Environment = new Dictionary<string, string>(),
        DiffIds = [],
    };

    private ImageProgram Find(ImageConfiguration image, ImageOverrides? overrides = null)
    {
        using RootFolder root = new(_folder.Path);
        return ImageProgram.Find(root, image, overrides, "/app:/usr/bin:relative");
    }

    private void Write(string path, byte[] content, UnixFileMode mode = Runnable)
    {
        string file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        File.SetUnixFileMode(file, mode);
    }
}
