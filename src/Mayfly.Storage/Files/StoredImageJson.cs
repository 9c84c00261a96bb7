using System.Text.Json.Serialization;
using Mayfly.Core.Images;

namespace Mayfly.Storage.Files;

/// <summary>How the list of what an image is made of is written.</summary>
[JsonSerializable(typeof(StoredImage))]
internal sealed partial class StoredImageJson : JsonSerializerContext;
