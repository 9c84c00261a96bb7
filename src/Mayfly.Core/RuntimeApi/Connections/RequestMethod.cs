namespace Mayfly.Core.RuntimeApi.Connections;

/// <summary>The methods that the APIs inside a sandbox know.</summary>
internal enum RequestMethod
{
    Other,
    Get,
    Post,
    Put,
}
