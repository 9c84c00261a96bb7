namespace Mayfly.Contracts.Generator.Model;

internal enum ShapeKind
{
    Structure,
    Enum,
    Text,
    Integer,
    Long,
    Double,
    Boolean,
    Timestamp,
    Blob,
    List,
    Map,
}
