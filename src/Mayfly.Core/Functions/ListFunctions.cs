using System.Collections.Immutable;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html</summary>
internal sealed class ListFunctions(FunctionStore store) : IOperation<ListFunctionsRequest, ListFunctionsResponse>
{
    /// <summary>AWS takes larger numbers and answers fifty all the same.</summary>
    private const int LargestPage = 50;

    public ValueTask<AwsResult<ListFunctionsResponse>> HandleAsync(AwsIdentity caller, ListFunctionsRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListFunctionsResponse> Handle(AwsIdentity caller, ListFunctionsRequest input)
    {
        if (!PageMarker.TryRead(input.Marker, out string? after))
        {
            return PageMarker.Refusal;
        }

        // Functions replicated from another region are Lambda@Edge's; there are none here.
        bool elsewhere = input.MasterRegion is { } master && master != "ALL" && master != caller.Region;
        if (elsewhere)
        {
            return new ListFunctionsResponse { Functions = [] };
        }

        return input.FunctionVersion is null ? Page(caller, input, after) : PageOfVersions(caller, input, after);
    }

    private ListFunctionsResponse Page(AwsIdentity caller, ListFunctionsRequest input, string? after)
    {
        ImmutableSortedSet<string> names = store.Account(caller.Account, caller.Region).Names;
        int size = Math.Min(input.MaxItems ?? LargestPage, LargestPage);
        List<FunctionConfiguration> page = [];
        int index = after is null ? 0 : FirstAfter(names, after);
        for (; index < names.Count && page.Count < size; index++)
        {
            // A name in the snapshot may be deleted by now.
            if (store.TryGet(new FunctionKey(caller.Account, caller.Region, names[index]), out FunctionEntry? entry))
            {
                page.Add(FunctionView.ShowListed(entry, qualifier: null));
            }
        }

        return new ListFunctionsResponse
        {
            Functions = page,
            NextMarker = index < names.Count ? PageMarker.After(names[index - 1]) : null,
        };
    }

    private static int FirstAfter(ImmutableSortedSet<string> names, string name)
    {
        int found = names.IndexOf(name);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>With FunctionVersion ALL: every function's $LATEST and published versions, each under its qualified ARN.</summary>
    private ListFunctionsResponse PageOfVersions(AwsIdentity caller, ListFunctionsRequest input, string? after)
    {
        Page<FunctionEntry> page = Aws.Page<FunctionEntry>.Of(
            Versions(caller, after), new KeyOrder<FunctionEntry>(static version => $"{version.Record.Key.Name}:{version.Record.Version}", VersionedNameOrder.Instance), after, input.MaxItems);
        return new ListFunctionsResponse { Functions = page.Show(static version => FunctionView.ShowListed(version, version.Record.Version)), NextMarker = page.NextMarker };
    }

    private IEnumerable<FunctionEntry> Versions(AwsIdentity caller, string? after)
    {
        ImmutableSortedSet<string> names = store.Account(caller.Account, caller.Region).Names;
        int first = after is null ? 0 : names.IndexOf(after[..Math.Max(after.IndexOf(':', StringComparison.Ordinal), 0)]);
        for (int index = first >= 0 ? first : ~first; index < names.Count; index++)
        {
            if (store.TryGet(new FunctionKey(caller.Account, caller.Region, names[index]), out FunctionEntry? entry))
            {
                yield return entry;
                foreach (FunctionEntry version in entry.Published.All)
                {
                    yield return version;
                }
            }
        }
    }
}
