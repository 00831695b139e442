using System.Text.Json.Serialization;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Audio;

/// <summary>
/// An output format: everything that the pipeline knows about it. <see cref="OutputFormats"/> lists them all; there is one object
/// for each.
/// </summary>
[JsonConverter(typeof(OutputFormatConverter))]
public abstract class OutputFormat
{
    /// <summary>The name in requests and stored rows, in lower case; also the file name extension, without the dot.</summary>
    public abstract string Name { get; }

    /// <summary>The media type of a file.</summary>
    public abstract string MediaType { get; }

    /// <summary>Whether podcast apps can play it; only then may an episode of a show have it.</summary>
    public virtual bool IsPlayable => true;

    /// <summary>Whether a file can contain a cover.</summary>
    public virtual bool CarriesCover => false;

    /// <summary>Whether the caller chooses the sample encoding; else the encoder gets 16-bit samples.</summary>
    public virtual bool ChoosesEncoding => false;

    /// <summary>The bit rates that a caller may ask for, in bits per second, ascending; empty where the format has none.</summary>
    public virtual IReadOnlyList<int> BitRates => [];

    /// <summary>The default bit rate, in bits per second; without meaning for a format that has none.</summary>
    public virtual int DefaultBitRate => 128_000;

    /// <summary>The fixed sample rate of all files, in Hz; null if it is the caller's or that of the speech.</summary>
    public virtual int? OnlySampleRateHz => null;

    /// <summary>The sample rate, in Hz, of a file for speech at <paramref name="wantedHz"/>: the same, or the one that the format has instead.</summary>
    public virtual int SampleRateFor(int wantedHz, int bitRate) => OnlySampleRateHz ?? wantedHz;

    /// <summary>Why this combination cannot be written, as a message for the caller; null if it can.</summary>
    public abstract string? Refusal(PcmFormat format, SampleEncoding encoding, int? bitRate);

    /// <summary>The grid, in samples, at which an episode may be cut into chunks.</summary>
    public virtual int GridFrames(PcmFormat format) => 1;

    /// <summary>The encoder of one chunk.</summary>
    public abstract EpisodeEncoder CreateEncoder(AudioOutput output, ChunkPlace place);

    /// <summary>Builds the part of a file before its sound; it needs to know the whole sound.</summary>
    /// <param name="output">The format that was written.</param>
    /// <param name="frames">Samples per channel of the whole episode.</param>
    /// <param name="stream">All MPEG frames that follow; without meaning elsewhere.</param>
    /// <param name="tags">The tags of the file; null: none.</param>
    public abstract byte[] BuildHeader(AudioOutput output, long frames, Mp3StreamSummary stream, EpisodeTags? tags);

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;
}
