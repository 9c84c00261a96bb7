using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

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
        if (!TryReadMarker(input.Marker, out string? after))
        {
            return FunctionErrors.Invalid("The marker is not one that this operation gave out. List again without it.");
        }

        // Functions replicated from another region are Lambda@Edge's; there are none here.
        bool elsewhere = input.MasterRegion is { } master && master != "ALL" && master != caller.Region;
        return elsewhere ? new ListFunctionsResponse { Functions = [] } : Page(caller, input, after);
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
                page.Add(FunctionView.ShowListed(entry, qualified: input.FunctionVersion is not null));
            }
        }

        return new ListFunctionsResponse
        {
            Functions = page,
            NextMarker = index < names.Count ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(names[index - 1])) : null,
        };
    }

    private static int FirstAfter(ImmutableSortedSet<string> names, string name)
    {
        int found = names.IndexOf(name);
        return found >= 0 ? found + 1 : ~found;
    }

    private static bool TryReadMarker(string? marker, out string? name)
    {
        name = null;
        if (string.IsNullOrEmpty(marker))
        {
            return true;
        }

        if (!Base64Url.IsValid(marker, out int length))
        {
            return false;
        }

        byte[] bytes = new byte[length];
        name = Base64Url.TryDecodeFromChars(marker, bytes, out int written) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
        return name is not null;
    }
}
