using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SpeechPipeline.LocalHost.Endpoint.Faults;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>How the built-in endpoint runs.</summary>
public sealed record SpeechEndpointOptions
{
    /// <summary>The port on the loopback interface. Default 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>The key that <c>Authorization: Bearer</c> must carry. Default null: none is asked for.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The faults to produce. Default: none.</summary>
    public FaultPlan Faults { get; init; } = new();

    /// <summary>Where calls are counted.</summary>
    public CallLedger Ledger { get; init; } = new();

    /// <summary>The clock for the waits of faults and the times in the ledger.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Default: no log.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
