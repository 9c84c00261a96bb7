namespace Mayfly.Core.Packages;

/// <summary>What an <see cref="ExtractionCache"/> holds, and how it comes and goes.</summary>
internal interface IExtraction
{
    /// <summary>What is extracted, for messages: "the package".</summary>
    string Content { get; }

    /// <summary>The setting that makes the cache larger.</summary>
    string Setting { get; }

    /// <summary>Extracts into a folder that is not there yet. Whoever asked deletes it when this throws.</summary>
    /// <param name="id">Of the content.</param>
    /// <param name="folder">To be made.</param>
    /// <param name="claim">Sets bytes aside for what is about to be written; throws when there is no more room.</param>
    Task ExtractAsync(string id, string folder, Action<long> claim);

    /// <summary>Deletes a folder and all that is in it, if it is there.</summary>
    void Delete(string folder);
}
