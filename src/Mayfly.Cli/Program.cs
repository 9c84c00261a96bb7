using System.CommandLine;
using Mayfly.Cli.Commands;

RootCommand root = new("Looks after a Mayfly server. Functions are managed with AWS's own tools; this is for what AWS has no command for.")
{
    RuntimesCommand.Create(),
    SignCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
