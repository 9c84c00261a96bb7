using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>The generated records of requests and answers, to and from JSON as the drivers write it, whatever their members' places on the wire.</summary>
internal static class WireRecords
{
    public static JsonNode? ToJson(object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case string text:
                return text;
            case int or long or double or bool:
                return System.Text.Json.JsonSerializer.SerializeToNode(value, value.GetType());
            case DateTimeOffset time:
                return new JsonObject { ["$time"] = time.ToUnixTimeSeconds() };
            case ReadOnlyMemory<byte> bytes:
                return new JsonObject { ["$bytes"] = Convert.ToBase64String(bytes.Span) };
            case IDictionary entries:
                return new JsonObject(entries.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, ToJson(entries[key]))));
            case IEnumerable items:
                return new JsonArray([.. items.Cast<object?>().Select(ToJson)]);
            default:
                // An enum is its text; all else are structures.
                return value.GetType().IsValueType
                    ? (string)value.GetType().GetProperty("Value")!.GetValue(value)!
                    : new JsonObject(Members(value.GetType())
                        .Select(member => (member.Name, Value: member.GetValue(value)))
                        .Where(static member => member.Value is not null)
                        .Select(static member => KeyValuePair.Create(member.Name, ToJson(member.Value))));
        }
    }

    public static object? FromJson(JsonNode? node, Type type)
    {
        if (node is null)
        {
            return null;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(ReadOnlyMemory<byte>))
        {
            return new ReadOnlyMemory<byte>(Convert.FromBase64String((string)node["$bytes"]!));
        }

        if (type == typeof(DateTimeOffset))
        {
            return DateTimeOffset.FromUnixTimeSeconds((long)node["$time"]!);
        }

        if (type == typeof(string) || type.IsPrimitive)
        {
            return System.Text.Json.JsonSerializer.Deserialize(node, type);
        }

        if (type.IsValueType)
        {
            return Activator.CreateInstance(type, (string)node!);
        }

        return node is JsonArray items ? List(items, type.GetGenericArguments()[0]) : type.IsGenericType ? Map(node.AsObject(), type.GetGenericArguments()[1]) : Structure(node.AsObject(), type);
    }

    private static IList List(JsonArray items, Type element)
    {
        IList list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (JsonNode? item in items)
        {
            list.Add(FromJson(item, element));
        }

        return list;
    }

    private static IDictionary Map(JsonObject entries, Type element)
    {
        IDictionary map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
        foreach ((string key, JsonNode? value) in entries)
        {
            map[key] = FromJson(value, element);
        }

        return map;
    }

    private static object Structure(JsonObject members, Type type)
    {
        object structure = Activator.CreateInstance(type)!;
        foreach (PropertyInfo member in Members(type).Where(member => members.ContainsKey(member.Name)))
        {
            member.SetValue(structure, FromJson(members[member.Name], member.PropertyType));
        }

        return structure;
    }

    private static IEnumerable<PropertyInfo> Members(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite);
}
