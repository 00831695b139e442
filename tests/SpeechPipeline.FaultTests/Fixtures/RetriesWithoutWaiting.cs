using System.Runtime.CompilerServices;
using Azure.Core;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>The storage clients retry as often as ever, but do not wait between tries: only their number matters here.</summary>
static class RetriesWithoutWaiting
{
    // CA2255: the clients copy these defaults when they are made, so they are set before anything else runs.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Set()
    {
        ClientOptions.Default.Retry.Delay = TimeSpan.FromMilliseconds(1);
        ClientOptions.Default.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
    }
}
