using System.CommandLine;

namespace Mayfly.Cli.Http;

/// <summary>Which server a command speaks to: --endpoint, else MAYFLY_ENDPOINT, else where ./run listens unless told otherwise.</summary>
internal static class ServerEndpoint
{
    private const string Variable = "MAYFLY_ENDPOINT";
    private const string Usual = "http://127.0.0.1:4566";

    public static Option<Uri> Option()
    {
        Option<Uri> option = new("--endpoint")
        {
            Description = $"The server's address; {Variable} in the environment is taken when this is not given, and {Usual} without either.",
            HelpName = "URL",
            CustomParser = result => Parse(result.Tokens[0].Value, result.AddError),
            DefaultValueFactory = result => Parse(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : Usual, result.AddError),
        };
        return option;
    }

    private static Uri Parse(string text, Action<string> refuse)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            refuse($"The server's address must be a URL such as {Usual}; this is not: {text}");
        }

        return address ?? new Uri(Usual);
    }
}
