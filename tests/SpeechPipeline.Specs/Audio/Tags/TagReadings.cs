using System.Buffers;
using System.Text.Json;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Specs.Audio.Tags;

/// <summary>Small real files with tags, and what two independent programs read in them.</summary>
static class TagReadings
{
    public const int Rate = 24_000;

    static readonly Lazy<(byte[] Mp3, byte[] Png, byte[] Jpeg)> Made = new(static () => (MakeMp3(), Picture.Png(48, 32), Picture.Jpeg(48, 32)));

    /// <summary>Two seconds of silence.</summary>
    public static byte[] Mp3 => Made.Value.Mp3;

    /// <summary>48 by 32 pixels.</summary>
    public static byte[] Png => Made.Value.Png;

    /// <inheritdoc cref="Png"/>
    public static byte[] Jpeg => Made.Value.Jpeg;

    /// <summary>What ffprobe sees: format tags, chapters, streams.</summary>
    public static JsonElement ByFfprobe(byte[] file, string extension) => OfFile(file, extension, path =>
        JsonDocument.Parse(Ffmpeg.Probe(path, "-show_format", "-show_chapters", "-show_streams", "-of", "json")).RootElement);

    /// <summary>What music-metadata sees.</summary>
    public static JsonElement ByMusicMetadata(byte[] file, string extension) => OfFile(file, extension, path =>
    {
        using var tool = new NodeTool("read-tags.mjs");
        return JsonDocument.Parse(tool.Ask(path, TestContext.Current.CancellationToken).Result).RootElement;
    });

    public static string? Text(this JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ToString();
    }

    public static IReadOnlyList<TaggedChapter> Chapters(int count, Func<int, string?> title) =>
        [.. Enumerable.Range(0, count).Select(i => new TaggedChapter(title(i), (long)i * 2 * Rate / count, (i + 1L) * 2 * Rate / count))];

    static T OfFile<T>(byte[] file, string extension, Func<string, T> read)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + extension);
        try
        {
            File.WriteAllBytes(path, file);
            return read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    static byte[] MakeMp3()
    {
        using var encoder = new Mp3EpisodeEncoder(new PcmFormat(Rate, 1), 64_000);
        var body = new ArrayBufferWriter<byte>();
        encoder.Write(new float[2 * Rate], body);
        encoder.Finish(body);
        var output = new AudioOutput(OutputFormats.Mp3, encoder.Format, SampleEncoding.PcmS16Le, 64_000);
        return [.. output.BuildHeader(encoder.FramesWritten, encoder.Summary, tags: null), .. body.WrittenSpan];
    }
}
