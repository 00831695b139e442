using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.LocalHost;

/// <summary>How the pipeline runs on one machine.</summary>
public sealed record LocalPipelineOptions
{
    /// <summary>
    /// The folder for jobs, speech and episodes. Default null: in memory, lost when the pipeline stops. Ignored if the setting
    /// <c>AzureWebJobsStorage</c> names another storage: then Azurite is not started.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>The IP address to listen on. Default null: the setting <c>Host:ListenAddress</c>, else 127.0.0.1.</summary>
    public string? ListenAddress { get; init; }

    /// <summary>The port. Default 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether to log to the console. Default: no.</summary>
    public bool LogsToConsole { get; init; }

    /// <summary>The built-in endpoint's faults and ledger, for tests. It is not started when <c>Speech:BaseAddress</c> is set.</summary>
    public SpeechEndpointOptions Endpoint { get; init; } = new();

    /// <summary>Settings that override environment variables, by name: <c>Jobs:InvocationBudget</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
