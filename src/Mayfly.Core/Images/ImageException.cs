namespace Mayfly.Core.Images;

/// <summary>An image cannot be had. The message is for whoever named it.</summary>
internal sealed class ImageException : IOException
{
    public ImageException(ImageFault fault, string message)
        : base(message) => Fault = fault;

    public ImageException(ImageFault fault, string message, Exception inner)
        : base(message, inner) => Fault = fault;

    public ImageFault Fault { get; }
}
