namespace Mayfly.Core.Layers;

/// <summary>Names one layer, with all its versions.</summary>
public readonly record struct LayerKey(string Account, string Region, string Name)
{
    /// <summary>The ARN without a version.</summary>
    public string Arn => $"arn:aws:lambda:{Region}:{Account}:layer:{Name}";
}
