using Mayfly.Bench.Load.Arguments;

namespace Mayfly.Bench.Load.Deployment;

/// <summary>A function in a language, as Mayfly runs it and as a bare process.</summary>
/// <param name="Runtime">The AWS name of the runtime.</param>
/// <param name="Handler">The AWS name of the handler.</param>
/// <param name="CodeFile">The function's only file.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Interpreter">The program that runs it, the same on both sides.</param>
/// <param name="Comment">What starts a comment.</param>
/// <param name="Greeting">The handler's result for <see cref="LambdaApi.Event"/>, as the language writes JSON.</param>
internal sealed record Language(string Runtime, string Handler, string CodeFile, string Folder, string Interpreter, string Comment, string Greeting)
{
    public static Language Node(Workbench bench) => new("nodejs20.x", "index.handler", "index.js", bench.NodeFunction, "/usr/bin/node", "//", """{"message":"Hello, you"}""");

    /// <summary>Debian's own interpreter, which is where the runtime pack looks first.</summary>
    public static Language Python(Workbench bench) => new("python3.11", "lambda_function.handler", "lambda_function.py", bench.PythonFunction, "/usr/bin/python3", "#", """{"message": "Hello, you"}""");

    /// <summary>Runs the handler once in a process of its own, prints the result and ends.</summary>
    public IReadOnlyList<string> BareCommand => [Interpreter, Path.Combine(Folder, "bare" + Path.GetExtension(CodeFile))];
}
