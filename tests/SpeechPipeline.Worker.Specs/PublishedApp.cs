using System.Text.Json;

namespace SpeechPipeline.Worker.Specs;

/// <summary>What `dotnet publish src/SpeechPipeline.Functions` left in <c>artifacts</c>.</summary>
static class PublishedApp
{
    public static string Folder { get; } = Repository.PathOf("artifacts", "app");

    public static string Zip { get; } = Repository.PathOf("artifacts", "app.zip");

    /// <summary>The functions that <c>functions.metadata</c> lists, by name.</summary>
    public static IReadOnlyList<PublishedFunction> Functions()
    {
        using var metadata = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "functions.metadata")));
        return [.. metadata.RootElement.EnumerateArray().Select(PublishedFunction.From).OrderBy(function => function.Name, StringComparer.Ordinal)];
    }

    /// <summary>The files of the folder, with slashes, in order.</summary>
    public static IReadOnlyList<string> Files() => [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
