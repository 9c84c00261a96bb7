using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Mayfly.Contracts.Tests.Support;

/// <summary>Makes generated records with random members, some of them left out.</summary>
internal sealed class InstanceFiller
{
    private const int MaxDepth = 4;

    public static IEnumerable<PropertyInfo> BodyMembers(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null);

    public object Fill(Type type, Random random) => Structure(type, random, 0);

    private object Structure(Type type, Random random, int depth)
    {
        object instance = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in BodyMembers(type).Where(_ => random.Next(4) > 0 && depth < MaxDepth))
        {
            property.SetValue(instance, Value(property.PropertyType, random, depth + 1));
        }

        return instance;
    }

    private object Value(Type type, Random random, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => Text(random),
            _ when type == typeof(int) => random.Next(int.MinValue, int.MaxValue),
            _ when type == typeof(long) => random.NextInt64(long.MinValue, long.MaxValue),
            _ when type == typeof(double) => random.NextDouble(),
            _ when type == typeof(bool) => random.Next(2) == 0,
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(0, 4_000_000_000_000)),
            _ when type == typeof(ReadOnlyMemory<byte>) => (ReadOnlyMemory<byte>)Bytes(random),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => List(type.GetGenericArguments()[0], random, depth),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) => Map(type.GetGenericArguments()[1], random, depth),
            { IsValueType: true } => Activator.CreateInstance(type, Text(random))!,
            _ => Structure(type, random, depth),
        };
    }

    private IList List(Type element, Random random, int depth)
    {
        IList list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        for (int i = random.Next(3); i > 0; i--)
        {
            list.Add(Value(element, random, depth));
        }

        return list;
    }

    private IDictionary Map(Type element, Random random, int depth)
    {
        IDictionary map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
        for (int i = random.Next(3); i > 0; i--)
        {
            map[Text(random)] = Value(element, random, depth);
        }

        return map;
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => (char)random.Next(1, 0xd7ff)));

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[random.Next(20)];
        random.NextBytes(bytes);
        return bytes;
    }
}
