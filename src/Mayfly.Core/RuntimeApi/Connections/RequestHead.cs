namespace Mayfly.Core.RuntimeApi.Connections;

/// <summary>
/// The head of one HTTP/1.1 request, reused from request to request. Header fields that every request carries and no route looks at are not
/// kept, so that the requests of a usual invocation cost no more than their path.
/// </summary>
internal sealed class RequestHead
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    public RequestMethod Method { get; set; }

    /// <summary>The target without its query.</summary>
    public string Path { get; set; } = "";

    /// <summary>Bytes of body to come; null when they come in chunks.</summary>
    public long? ContentLength { get; set; } = 0;

    public bool Chunked => ContentLength is null;

    /// <summary>The connection ends after this request.</summary>
    public bool Closes { get; set; }

    /// <summary>The client sends its body only when told to go on.</summary>
    public bool ExpectsContinue { get; set; }

    /// <summary>A header or trailer field by its name, whatever the case of its letters; null when the request has none.</summary>
    public string? Find(string name)
    {
        foreach ((string field, string value) in _fields)
        {
            if (string.Equals(field, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    public void Add(string name, string value) => _fields.Add(new(name, value));

    public void Reset()
    {
        _fields.Clear();
        Method = RequestMethod.Other;
        Path = "";
        ContentLength = 0;
        Closes = false;
        ExpectsContinue = false;
    }
}
