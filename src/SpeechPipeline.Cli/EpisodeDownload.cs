using SpeechPipeline.Jobs;

namespace SpeechPipeline.Cli;

/// <summary>Downloads the files of an episode.</summary>
static class EpisodeDownload
{
    /// <summary>What is written beside the audio and the manifest.</summary>
    /// <param name="Transcript">The transcript as <c>.vtt</c> and <c>.srt</c>.</param>
    /// <param name="Chapters">The chapters as <c>.chapters.json</c>, if the episode has more than one.</param>
    internal sealed record Extras(bool Transcript, bool Chapters);

    /// <param name="client">The pipeline.</param>
    /// <param name="result">The job's result.</param>
    /// <param name="audio">The path of the audio; the other files have its name, with other extensions.</param>
    /// <param name="extras">What is written beside.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The paths of all files, the audio's first.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        PipelineClient client, JobObject.ResultPart result, string audio, Extras extras, CancellationToken cancellationToken)
    {
        var others = new List<(string Extension, string Url)> { (".manifest.json", result.Manifest.Url) };
        if (extras.Transcript)
        {
            others.Add((".vtt", result.Transcript.Url));
            others.Add((".srt", result.Transcript.Url.Replace("/transcript?", "/transcript.srt?", StringComparison.Ordinal)));
        }

        if (extras.Chapters && result.Chapters is { } chapters)
        {
            others.Add((".chapters.json", chapters.Url));
        }

        await client.DownloadAudioAsync(result.Audio, audio, cancellationToken);
        foreach (var (extension, url) in others)
        {
            await client.DownloadAsync(url, Path.ChangeExtension(audio, extension), cancellationToken);
        }

        return [audio, .. others.Select(other => Path.ChangeExtension(audio, other.Extension))];
    }
}
