using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Mayfly.Contracts.Json;

namespace Mayfly.Contracts.Operations;

/// <summary>Turns labels, query parameters and headers into typed values; the first that cannot be read is kept as <see cref="Error"/>.</summary>
internal ref struct RequestReader(IOperationSource source)
{
    private readonly IOperationSource _source = source;

    public AwsError? Error { get; private set; }

    public static TEnum? Enum<TEnum>(string? text)
        where TEnum : struct, ITextEnum<TEnum> => text is null ? null : TEnum.From(text);

    public int? Integer(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
        {
            return value;
        }

        return Fail<int>("Integer");
    }

    public long? Long(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            return value;
        }

        return Fail<long>("Long");
    }

    public bool? Boolean(string? text) => text switch
    {
        null => null,
        "true" or "True" => true,
        "false" or "False" => false,
        _ => Fail<bool>("Boolean"),
    };

    /// <summary>ISO 8601, the default of query parameters.</summary>
    public DateTimeOffset? Timestamp(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value))
        {
            return value;
        }

        return Fail<DateTimeOffset>("Timestamp");
    }

    /// <summary>A repeated query parameter. None at all is null, as AWS sees it.</summary>
    public readonly IReadOnlyList<string>? List(string name)
    {
        IReadOnlyList<string> values = _source.QueryList(name);
        return values.Count == 0 ? null : values;
    }

    public readonly IReadOnlyList<TEnum>? EnumList<TEnum>(string name)
        where TEnum : struct, ITextEnum<TEnum>
    {
        IReadOnlyList<string> values = _source.QueryList(name);
        return values.Count == 0 ? null : [.. values.Select(TEnum.From)];
    }

    /// <summary>A structure that is the whole body; null when there is no body.</summary>
    public T? Payload<T>(JsonTypeInfo<T> type)
        where T : class
    {
        if (_source.Body.IsEmpty)
        {
            return null;
        }

        AwsResult<T> payload = RequestBody.Read(_source, type, static () => throw new InvalidOperationException("The body is not empty."));
        Error ??= payload.Error;
        return payload.Value;
    }

    private T? Fail<T>(string type)
        where T : struct
    {
        Error ??= CommonErrors.SerializationException($"STRING_VALUE can not be converted to {WrongJsonTypeException.WithArticle(type)}");
        return null;
    }
}
