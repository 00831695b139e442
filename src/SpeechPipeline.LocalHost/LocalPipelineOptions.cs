using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.LocalHost;

/// <summary>How the pipeline runs on one machine.</summary>
public sealed record LocalPipelineOptions
{
    /// <summary>
    /// Keeps jobs, speech and episodes. Default null: in memory, gone when the pipeline stops. Ignored where the setting
    /// <c>AzureWebJobsStorage</c> names a storage of one's own: then no Azurite is started.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>The port on 127.0.0.1. Default 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether what happens is written to the console. Default: not.</summary>
    public bool LogsToConsole { get; init; }

    /// <summary>The built-in endpoint's faults and ledger, for tests. It is not started when <c>Speech:BaseAddress</c> is set.</summary>
    public SpeechEndpointOptions Endpoint { get; init; } = new();

    /// <summary>Settings that win over environment variables, by name: <c>Jobs:InvocationBudget</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
