using Mayfly.Core.Images;
using Mayfly.Core.Packages;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Functions;

/// <summary>Brings all that a function's code and configuration need to this node, before events may meet them.</summary>
internal sealed partial class CodePlacement(ICodeCache code, IImageFolders images, ILogger<CodePlacement> logger)
{
    /// <summary>Answers null, or what went wrong.</summary>
    public async Task<ActivationFailure?> PlaceAsync(FunctionEntry entry)
    {
        IEnumerable<string> there = entry.Serving is not null && entry.Before is not null ? entry.Before.ContentIds : [];
        try
        {
            foreach (string package in entry.Record.PackageIds.Except(there, StringComparer.Ordinal))
            {
                using CodeLease lease = await code.AcquireAsync(package, CancellationToken.None);
            }

            if (entry.Record.Image is { } image && !there.Contains(image.Digest, StringComparer.Ordinal))
            {
                using ImageLease lease = await images.AcquireAsync(image);
            }

            return null;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.NotPlaced(logger, failure, entry.Record.Key.Arn);
            return ActivationFailure.Of(failure);
        }
    }

    /// <summary>Whether a record's code can be put in place without asking anybody: its packages always can, its image once it has been fetched.</summary>
    public bool IsHere(FunctionRecord record) => record.Image is null || images.Has(record.Image.Digest);

    /// <summary>The server stops: what takes long is given up, with OperationCanceledException.</summary>
    public void Stop() => images.Stop();

    private static partial class Log
    {
        [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "The code of {FunctionArn} could not be put in place")]
        public static partial void NotPlaced(ILogger logger, Exception failure, string functionArn);
    }
}
