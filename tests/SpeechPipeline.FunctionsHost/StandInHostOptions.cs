namespace SpeechPipeline.FunctionsHost;

/// <summary>What the host runs, and with which settings.</summary>
/// <param name="Folder">The published app.</param>
/// <param name="Settings">The app settings, with <c>:</c> between their parts. <c>AzureWebJobsStorage</c> is the connection string of the queues.</param>
/// <param name="KnowsItsAddress">Whether the app is told by <c>Pipeline:PublicAddress</c> where it is reached.</param>
sealed record StandInHostOptions(string Folder, IReadOnlyDictionary<string, string> Settings, bool KnowsItsAddress = true)
{
    /// <summary>The key that opens functions of level Function.</summary>
    public const string FunctionKey = "the-function-key";
}
