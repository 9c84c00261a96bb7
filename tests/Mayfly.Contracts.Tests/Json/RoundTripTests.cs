using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsCheck;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Tests.Support;

namespace Mayfly.Contracts.Tests.Json;

public sealed class RoundTripTests
{
    public static TheoryData<string> Structures() => [.. typeof(LambdaOperations).Assembly.GetTypes()
        .Where(type => type.Namespace == "Mayfly.Contracts.Lambda" && type.IsPublic && type.GetMethod("<Clone>$") is not null)
        .Select(type => type.Name)];

    [Fact]
    public void Every_structure_of_the_model_is_there() => Assert.Equal(271, Structures().Count);

    [Theory]
    [MemberData(nameof(Structures))]
    public void What_is_written_can_be_read_again(string name)
    {
        Type type = typeof(LambdaOperations).Assembly.GetType($"Mayfly.Contracts.Lambda.{name}", throwOnError: true)!;
        JsonTypeInfo info = LambdaJsonContext.Wire.GetTypeInfo(type)!;
        InstanceFiller filler = new();

        Gen.Int.Sample(
            seed =>
            {
                object original = filler.Fill(type, new Random(seed));
                string json = JsonSerializer.Serialize(original, info);
                object? copy = JsonSerializer.Deserialize(json, info);

                Assert.Equal(json, JsonSerializer.Serialize(copy, info));
                Assert.DoesNotContain(":null", json, StringComparison.Ordinal);
                AssertSameMembers(original, copy, type);
            },
            iter: 30);
    }

    [Theory]
    [MemberData(nameof(Structures))]
    public void Empty_structures_are_empty_objects(string name)
    {
        Type type = typeof(LambdaOperations).Assembly.GetType($"Mayfly.Contracts.Lambda.{name}", throwOnError: true)!;

        Assert.Equal("{}", JsonSerializer.Serialize(Activator.CreateInstance(type), LambdaJsonContext.Wire.GetTypeInfo(type)!));
    }

    /// <summary>Comparing texts alone would not notice a member that is neither written nor read.</summary>
    private static void AssertSameMembers(object original, object? copy, Type type)
    {
        foreach (System.Reflection.PropertyInfo property in InstanceFiller.BodyMembers(type))
        {
            Assert.Equal(property.GetValue(original) is null, property.GetValue(copy) is null);
        }
    }
}
