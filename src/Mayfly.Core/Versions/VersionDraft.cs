using System.Globalization;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>A version about to be published: its record, and that of $LATEST which counts it.</summary>
internal readonly record struct VersionDraft(FunctionRecord Latest, FunctionRecord Version)
{
    /// <summary>How a request's Publish and PublishTo are to be understood.</summary>
    public static Publication Asked(bool? publish, FunctionVersionLatestPublished? to)
    {
        if (to is not null)
        {
            return Publication.LatestPublished;
        }

        return publish == true ? Publication.NextNumber : Publication.None;
    }

    /// <summary>The version that has the record's code and configuration already, if it was the last one published; else null.</summary>
    public static FunctionEntry? Existing(FunctionRecord latest, PublishedVersions published, Publication publication)
    {
        string last = publication == Publication.LatestPublished ? FunctionVersions.LatestPublished : Number(latest.LastVersion);
        return published.TryGet(last, out FunctionEntry? existing) && PublishedContent.Same(latest, existing.Record) ? existing : null;
    }

    /// <summary>Makes both records. The version's package has yet to be held for it.</summary>
    public static VersionDraft Of(FunctionRecord latest, Publication publication, string? description, DateTimeOffset now)
    {
        bool numbered = publication == Publication.NextNumber;
        FunctionRecord counted = latest with { LastVersion = numbered ? latest.LastVersion + 1 : latest.LastVersion };
        return new VersionDraft(counted, latest with
        {
            Version = numbered ? Number(counted.LastVersion) : FunctionVersions.LatestPublished,
            LastVersion = 0,
            Description = description ?? latest.Description,
            DescriptionOfLatest = latest.Description,
            RevisionId = Guid.NewGuid().ToString(),
            LastModified = now,
            Tags = new Dictionary<string, string>(),
            UpdateFailure = null,
            PinnedRuntimeArn = null,
        });
    }

    private static string Number(int version) => version.ToString(CultureInfo.InvariantCulture);
}
