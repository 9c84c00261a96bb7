using System.Collections.Concurrent;
using Mayfly.Core.Functions;

namespace Mayfly.Core.FunctionUrls;

/// <summary>Which function a URL's id means. Follows the functions in <see cref="FunctionStore"/>.</summary>
internal sealed class FunctionUrlIndex
{
    private readonly ConcurrentDictionary<string, (FunctionKey Function, FunctionUrlRecord Url)> _urls = new(StringComparer.Ordinal);

    public FunctionUrlIndex(FunctionStore store)
    {
        store.Changed += OnChanged;
        foreach (FunctionEntry entry in store.All)
        {
            OnChanged(null, entry);
        }
    }

    public (FunctionKey Function, FunctionUrlRecord Url)? Find(string urlId) => _urls.TryGetValue(urlId, out (FunctionKey, FunctionUrlRecord) found) ? found : null;

    private void OnChanged(FunctionEntry? before, FunctionEntry? now)
    {
        if (before?.Resources.Urls == now?.Resources.Urls)
        {
            return;
        }

        foreach (FunctionUrlRecord url in before?.Resources.Urls ?? [])
        {
            _urls.TryRemove(url.UrlId, out _);
        }

        foreach (FunctionUrlRecord url in now?.Resources.Urls ?? [])
        {
            _urls[url.UrlId] = (now!.Record.Key, url);
        }
    }
}
