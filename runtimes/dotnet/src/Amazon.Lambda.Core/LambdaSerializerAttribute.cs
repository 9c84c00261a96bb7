namespace Amazon.Lambda.Core;

/// <summary>Names the serializer of a method or of an assembly's handlers; it needs a constructor without parameters.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly)]
public sealed class LambdaSerializerAttribute(Type serializerType) : Attribute
{
    public Type SerializerType { get; set; } = serializerType;
}
