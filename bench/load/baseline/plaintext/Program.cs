// The least that ASP.NET Core can do for a request: what a platform request is compared with.
using System.Globalization;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
await using WebApplication app = builder.Build();

byte[] body = "Hello, World!"u8.ToArray();
app.Run(async http =>
{
    http.Response.ContentType = "text/plain";
    http.Response.ContentLength = body.Length;
    await http.Response.BodyWriter.WriteAsync(body);
});

await app.StartAsync();
Console.WriteLine(new Uri(app.Urls.First()).Port.ToString(CultureInfo.InvariantCulture));
await app.WaitForShutdownAsync();
