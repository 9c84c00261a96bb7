using Mayfly.Server;
using Mayfly.Server.Arguments;

return await CommandLine.RunAsync(args, MayflyServer.RunAsync);
