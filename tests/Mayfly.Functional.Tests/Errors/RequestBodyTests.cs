using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Errors;

/// <summary>Bodies of every operation that has one, generated from the model: a member of a wrong type is told, one that nobody knows is passed over.</summary>
public sealed partial class RequestBodyTests(SharedServer shared)
{
    public static TheoryData<string> Operations => new(LambdaOperations.All.Where(static operation => BodyMembers(operation).Any()).Select(static operation => operation.Name));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_member_of_a_wrong_type_is_told(string name)
    {
        OperationDescriptor operation = Named(name);
        foreach (PropertyInfo member in BodyMembers(operation))
        {
            RawAnswer answer = await SendAsync(operation, new JsonObject { [NameOf(member)] = WrongFor(member.PropertyType) });

            if (!IsUnbuilt(answer))
            {
                Assert.Equal((400, "SerializationException"), (answer.Status, answer.ErrorType));
                Assert.Equal(["Message"], answer.Json.Select(static one => one.Key));
                Assert.Matches("can not be converted to|found where", (string?)answer.Json["Message"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_member_that_nobody_knows_is_passed_over(string name)
    {
        OperationDescriptor operation = Named(name);
        RawAnswer without = await SendAsync(operation, []);
        RawAnswer with = await SendAsync(operation, new JsonObject { ["Unheard"] = new JsonObject { ["Of"] = new JsonArray(1, "a", null) } });

        Assert.Equal((without.Status, without.ErrorType, without.Text), (with.Status, with.ErrorType, with.Text));
    }

    private static OperationDescriptor Named(string name) => LambdaOperations.All.Single(operation => operation.Name == name);

    /// <summary>Labels name what is not there, so that nothing comes of it.</summary>
    private Task<RawAnswer> SendAsync(OperationDescriptor operation, JsonObject body)
        => shared.Server.Raw().SendAsync(new HttpMethod(operation.Method), Label().Replace(operation.PathTemplate, "1"), body);

    private static IEnumerable<PropertyInfo> BodyMembers(OperationDescriptor operation) => operation.InputType
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(static property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null);

    private static string NameOf(PropertyInfo member) => member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? member.Name;

    private static JsonNode WrongFor(Type type)
    {
        Type value = Nullable.GetUnderlyingType(type) ?? type;
        bool isText = value == typeof(string) || value == typeof(ReadOnlyMemory<byte>) || value == typeof(DateTimeOffset) || value.GetInterfaces().Any(static one => one.Name.StartsWith("ITextEnum", StringComparison.Ordinal));
        return isText ? true : "text";
    }

    private static bool IsUnbuilt(RawAnswer answer) => answer.Text.Contains("is not built yet", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Label();
}
