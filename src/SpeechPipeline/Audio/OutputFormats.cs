using SpeechPipeline.Audio.Outputs;

namespace SpeechPipeline.Audio;

/// <summary>All output formats. To add one, add an object in its own file, and a line here.</summary>
public static class OutputFormats
{
    public static OutputFormat Mp3 { get; } = new Mp3Output();

    public static OutputFormat Opus { get; } = new OpusOutput();

    public static OutputFormat Wav { get; } = new WavOutput();

    public static OutputFormat Raw { get; } = new RawOutput();

    public static IReadOnlyList<OutputFormat> All { get; } = [Mp3, Opus, Wav, Raw];

    /// <summary>The names of the formats that podcast apps play, for messages and help texts.</summary>
    public static IReadOnlyList<string> PlayableNames { get; } = [.. All.Where(format => format.IsPlayable).Select(format => format.Name)];

    /// <summary>The format of that name; null if there is none.</summary>
    public static OutputFormat? Find(string? name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>The format with that media type; null if there is none.</summary>
    public static OutputFormat? OfMediaType(string mediaType) => All.FirstOrDefault(format => format.MediaType == mediaType);
}
