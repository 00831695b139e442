using System.Text.Json;

namespace SpeechPipeline.FunctionsHost;

/// <summary>A published app, as its <c>worker.config.json</c> describes it.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Executable">What starts the worker.</param>
/// <param name="Worker">The worker's assembly in the folder.</param>
sealed record WorkerFolder(string Path, string Executable, string Worker)
{
    /// <exception cref="FileNotFoundException">The folder holds no published app.</exception>
    public static WorkerFolder Read(string path)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(path, "worker.config.json")));
        var description = config.RootElement.GetProperty("description");
        return new(path, description.GetProperty("defaultExecutablePath").GetString()!, description.GetProperty("defaultWorkerPath").GetString()!);
    }
}
