using System.Globalization;
using System.Text.Json;

namespace Mayfly.Core.Telemetry;

/// <summary>Reads and checks the body of a subscription. All faults are told at once, joined by "; ", as AWS does.</summary>
internal sealed class SubscriptionReader
{
    private static readonly string[] TelemetrySchemas = ["2022-07-01", "2022-12-13", "2025-01-29"];
    private static readonly string[] LogsSchemas = ["2020-08-15", "2021-03-18"];
    private static readonly string[] Hosts = ["sandbox.localdomain", "sandbox", "127.0.0.1", "localhost"];

    private readonly TelemetryApi _api;
    private readonly List<string> _faults = [];

    private SubscriptionReader(TelemetryApi api) => _api = api;

    /// <returns>Null when something is wrong with it: then <paramref name="fault"/> says what.</returns>
    public static TelemetrySubscription? Read(TelemetryApi api, string extension, ReadOnlyMemory<byte> body, out string? fault)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            SubscriptionReader reader = new(api);
            TelemetrySubscription subscription = reader.Read(extension, document.RootElement);
            fault = reader._faults.Count == 0 ? null : string.Join("; ", reader._faults);
            return fault is null ? subscription : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            fault = $"The body cannot be read as a subscription: {malformed.Message}";
            return null;
        }
    }

    private TelemetrySubscription Read(string extension, JsonElement root) => new(
        extension, _api, ReadSchema(root), ReadTypes(root), ReadDestination(root), ReadBuffering(root));

    private string ReadSchema(JsonElement root)
    {
        string[] known = _api == TelemetryApi.Telemetry ? TelemetrySchemas : LogsSchemas;
        string? schema = root.TryGetProperty("schemaVersion", out JsonElement given) ? given.GetString() : null;
        if (schema is null && _api == TelemetryApi.Logs)
        {
            return known[0];
        }

        if (!known.Contains(schema))
        {
            _faults.Add($"schemaVersion should be one of {string.Join(", ", known)}");
        }

        return schema ?? "";
    }

    private TelemetryTypes ReadTypes(JsonElement root)
    {
        TelemetryTypes types = TelemetryTypes.None;
        if (root.TryGetProperty("types", out JsonElement given))
        {
            foreach (JsonElement one in given.EnumerateArray())
            {
                switch (one.GetString())
                {
                    case "platform":
                        types |= TelemetryTypes.Platform;
                        break;
                    case "function":
                        types |= TelemetryTypes.Function;
                        break;
                    case "extension":
                        types |= TelemetryTypes.Extension;
                        break;
                    case string other:
                        _faults.Add($"type {other} is not one of platform, function, extension");
                        return types;
                }
            }
        }

        if (types == TelemetryTypes.None)
        {
            _faults.Add("types should not be empty");
        }

        return types;
    }

    private TelemetryDestination ReadDestination(JsonElement root)
    {
        if (!root.TryGetProperty("destination", out JsonElement destination))
        {
            _faults.Add("destination is not provided");
            return new TelemetryDestination(Http: true, 0);
        }

        string? protocol = destination.TryGetProperty("protocol", out JsonElement given) ? given.GetString() : null;
        switch (protocol)
        {
            case "HTTP":
                return ReadUri(destination);
            case "TCP":
                int port = destination.TryGetProperty("port", out JsonElement number) ? number.GetInt32() : 0;
                CheckPort(port, "port is not provided");
                return new TelemetryDestination(Http: false, port);
            default:
                _faults.Add("protocol should be HTTP or TCP");
                return new TelemetryDestination(Http: true, 0);
        }
    }

    private TelemetryDestination ReadUri(JsonElement destination)
    {
        string? text = destination.TryGetProperty("URI", out JsonElement given) ? given.GetString() : null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttp)
        {
            _faults.Add("URI should be http://sandbox.localdomain:PORT/PATH");
            return new TelemetryDestination(Http: true, 0);
        }

        if (!Hosts.Contains(uri.Host))
        {
            _faults.Add($"URI host should be {Hosts[0]}");
        }

        // The default port has to be written out like any other.
        bool hasPort = text!.AsSpan(uri.Scheme.Length + 3).StartsWith($"{uri.Host}:{uri.Port.ToString(CultureInfo.InvariantCulture)}", StringComparison.OrdinalIgnoreCase);
        CheckPort(hasPort ? uri.Port : 0, "URI port is not provided");
        string? method = destination.TryGetProperty("method", out JsonElement verb) ? verb.GetString() : null;
        if (method is not (null or "POST" or "PUT"))
        {
            _faults.Add("method should be POST or PUT");
        }

        if (destination.TryGetProperty("encoding", out JsonElement encoding) && encoding.GetString() is not (null or "JSON"))
        {
            _faults.Add("encoding should be JSON");
        }

        return new TelemetryDestination(Http: true, uri.Port, uri.PathAndQuery, Put: method == "PUT");
    }

    private void CheckPort(int port, string missing)
    {
        if (port == 0)
        {
            _faults.Add(missing);
        }
        else if (port is < 1 or > 65535)
        {
            _faults.Add("port should be between 1 and 65535");
        }
        else if (port == 9001)
        {
            _faults.Add("port 9001 is reserved for the Runtime API");
        }
    }

    private TelemetryBuffering ReadBuffering(JsonElement root)
    {
        TelemetryBuffering standard = TelemetryBuffering.Default;
        return !root.TryGetProperty("buffering", out JsonElement given) || given.ValueKind == JsonValueKind.Null
            ? standard
            : new TelemetryBuffering(
                ReadBound(given, "maxItems", standard.MaxItems, TelemetryBuffering.LeastItems, TelemetryBuffering.MostItems),
                ReadBound(given, "maxBytes", standard.MaxBytes, TelemetryBuffering.LeastBytes, TelemetryBuffering.MostBytes),
                TimeSpan.FromMilliseconds(ReadBound(
                    given, "timeoutMs", (int)standard.Timeout.TotalMilliseconds, TelemetryBuffering.LeastTimeoutMs, TelemetryBuffering.MostTimeoutMs)));
    }

    private int ReadBound(JsonElement buffering, string name, int standard, int least, int most)
    {
        if (!buffering.TryGetProperty(name, out JsonElement given) || given.ValueKind == JsonValueKind.Null)
        {
            return standard;
        }

        if (!given.TryGetInt32(out int value) || value < least || value > most)
        {
            _faults.Add($"{name} should be between {least.ToString(CultureInfo.InvariantCulture)} and {most.ToString(CultureInfo.InvariantCulture)}");
        }

        return value;
    }
}
