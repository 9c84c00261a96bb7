using System.Text.RegularExpressions;
using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Output;
using Mayfly.Contracts.Generator.Patterns;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>The regular expressions that requests are checked with, compiled at their first use.</summary>
internal static class PatternsWriter
{
    public static void Write(ServiceModel model, SourceFolder sources)
    {
        CodeWriter code = new("Mayfly.Contracts.Validation");
        using (code.Block("internal static class LambdaPatterns"))
        {
            foreach (Shape shape in model.InputShapes.Where(shape => shape.Pattern is not null))
            {
                string translated = JavaPattern.ToDotNet(shape.Pattern!);
                string linear = RunsWithoutBacktracking(shape, translated) ? "true" : "false";
                code.Line($"internal static readonly ValuePattern {shape.Name} = new(");
                code.Line($"    {CodeWriter.Literal(shape.Pattern!)},");
                code.Line($"    {CodeWriter.Literal(translated)},");
                code.Line($"    linear: {linear});");
                code.Line();
            }
        }

        sources.Write("Validation/LambdaPatterns.g.cs", code);
    }

    private static bool RunsWithoutBacktracking(Shape shape, string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return true;
        }
        catch (NotSupportedException)
        {
            // Lookaheads: .NET can only match them by backtracking.
            return false;
        }
        catch (RegexParseException problem)
        {
            throw new ModelException($"the pattern of {shape.Name} could not be translated: {problem.Message}");
        }
    }
}
