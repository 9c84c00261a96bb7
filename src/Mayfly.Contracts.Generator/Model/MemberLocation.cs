namespace Mayfly.Contracts.Generator.Model;

/// <summary>Where on the wire a member travels.</summary>
internal enum MemberLocation
{
    Body,
    Uri,
    QueryString,
    Header,
    StatusCode,

    /// <summary>The member is the whole body.</summary>
    Payload,
}
