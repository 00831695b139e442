namespace SpeechPipeline.FunctionsHost;

/// <summary>What the host runs, and with which settings.</summary>
sealed record StandInHostOptions
{
    /// <summary>The published app.</summary>
    public required string Folder { get; init; }

    /// <summary>The app settings, with <c>:</c> between their parts. <c>AzureWebJobsStorage</c> is the connection string of the queues.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The key that opens functions of level Function.</summary>
    public string FunctionKey { get; init; } = "the-function-key";
}
