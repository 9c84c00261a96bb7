using System.Reflection;
using Mayfly.Dotnet.Errors;

namespace Mayfly.Dotnet.Handlers;

/// <summary>Makes the serializer that the method's, or else the assembly's, LambdaSerializer attribute names.</summary>
internal static class SerializerLoader
{
    private const string AttributeName = "Amazon.Lambda.Core.LambdaSerializerAttribute";
    private const string InterfaceName = "Amazon.Lambda.Core.ILambdaSerializer";

    /// <returns>Null when there is no attribute.</returns>
    public static object? Load(MethodInfo method, Assembly assembly)
    {
        Attribute? attribute = method.GetCustomAttributes().SingleOrDefault(IsSerializer) ?? assembly.GetCustomAttributes().SingleOrDefault(IsSerializer);
        if (attribute is null)
        {
            return null;
        }

        PropertyInfo property = attribute.GetType().GetProperty("SerializerType")
            ?? throw new LambdaValidationException($"The '{AttributeName}' class is invalid: no 'SerializerType' property detected.");
        Type type = property.GetValue(attribute) as Type
            ?? throw new LambdaValidationException($"The 'SerializerType' property on attribute class '{AttributeName}' is not set.");
        ConstructorInfo constructor = type.GetConstructor(Type.EmptyTypes)
            ?? throw new LambdaValidationException($"The indicated serializer '{type.FullName}' does not define a public zero-parameter constructor.");
        if (InterfaceOf(type) is null)
        {
            throw new LambdaValidationException($"The '{type.FullName}' class is invalid: it does not implement the 'ILambdaSerializer' interface.");
        }

        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    /// <summary>The package's own ILambdaSerializer, as a serializer's type implements it.</summary>
    public static Type? InterfaceOf(Type type) => type.GetInterface(InterfaceName);

    private static bool IsSerializer(Attribute attribute) => attribute.GetType().FullName == AttributeName;
}
