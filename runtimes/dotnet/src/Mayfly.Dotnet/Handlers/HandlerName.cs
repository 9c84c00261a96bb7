using Mayfly.Dotnet.Errors;

namespace Mayfly.Dotnet.Handlers;

/// <summary>A handler string taken apart: "Assembly::Namespace.Type::Method".</summary>
/// <param name="Assembly">Without ".dll".</param>
/// <param name="Type">Full name.</param>
/// <param name="Method">Its name, or, where there are overloads, its whole signature as reflection writes it.</param>
internal sealed record HandlerName(string Assembly, string Type, string Method)
{
    private const string Format = "The valid format is 'ASSEMBLY::TYPE::METHOD'.";

    /// <summary>Whether the handler is not a method but a program of the package, an executable assembly or a native one.</summary>
    public static bool IsProgram(string handler) => handler.Length > 0 && !handler.Contains(':', StringComparison.Ordinal);

    /// <exception cref="LambdaValidationException">In AWS's words.</exception>
    public static HandlerName Parse(string handler)
    {
        if (handler.Length == 0)
        {
            throw new LambdaValidationException($"Empty lambda function handler. {Format}");
        }

        string[] parts = [.. handler.Split("::", 3).Select(part => part.Trim())];
        if (parts.Length != 3)
        {
            throw new LambdaValidationException($"Invalid lambda function handler: '{handler}'. {Format}");
        }

        string? missing = parts[0].Length == 0 ? "assembly" : parts[1].Length == 0 ? "type" : parts[2].Length == 0 ? "method" : null;
        return missing is null
            ? new HandlerName(parts[0], parts[1], parts[2])
            : throw new LambdaValidationException($"Invalid lambda function handler: '{handler}', the {missing} is missing. {Format}");
    }
}
