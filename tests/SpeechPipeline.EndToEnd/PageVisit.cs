using System.Text.Json;
using SpeechPipeline.LocalHost;

namespace SpeechPipeline.EndToEnd;

/// <summary>
/// A flow of tests/tools/flows.mjs in a real browser. In every view, axe finds no fault (WCAG 2.2 AA), the console has no error, and nothing is asked for
/// elsewhere. The pictures are in artifacts/page.
/// </summary>
static class PageVisit
{
    public static async Task<JsonElement> DoAsync(string flow, LocalPipeline pipeline, object? argument = null)
    {
        var (faults, found) = await BrowseAsync(flow, pipeline, argument);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        return found;
    }

    public static Task<(IReadOnlyList<string> Faults, JsonElement Found)> BrowseAsync(string flow, LocalPipeline pipeline, object? argument)
    {
        Assert.SkipUnless(Browser.IsThere, Browser.Missing);
        return Browser.DoAsync(flow, pipeline.Address, argument);
    }
}
