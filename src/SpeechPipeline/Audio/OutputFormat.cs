using System.Text.Json.Serialization;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Audio;

/// <summary>
/// A format that episodes are written in: all that the pipeline knows of it. <see cref="OutputFormats"/> has them all; there is one object
/// for each.
/// </summary>
[JsonConverter(typeof(OutputFormatConverter))]
public abstract class OutputFormat
{
    /// <summary>What requests and stored rows call it, in lower case; also what its files' names end in, without the dot.</summary>
    public abstract string Name { get; }

    /// <summary>The media type of a file.</summary>
    public abstract string MediaType { get; }

    /// <summary>Whether podcast apps can play it, so that a show may have it.</summary>
    public virtual bool IsPlayable => true;

    /// <summary>Whether a file carries a picture.</summary>
    public virtual bool CarriesCover => false;

    /// <summary>Whether the caller chooses how samples are encoded; else they are 16-bit before the encoder.</summary>
    public virtual bool ChoosesEncoding => false;

    /// <summary>The bit rates that a caller may ask for, in bits per second, ascending; empty where the format has none.</summary>
    public virtual IReadOnlyList<int> BitRates => [];

    /// <summary>In bits per second, for a caller who does not say it; without meaning where the format has none.</summary>
    public virtual int DefaultBitRate => 128_000;

    /// <summary>The one sample rate that files have, in Hz; null where it is the caller's or the speech's.</summary>
    public virtual int? OnlySampleRateHz => null;

    /// <summary>The sample rate in Hz that a file has where the speech has <paramref name="wantedHz"/>: that, or what the format has instead.</summary>
    public virtual int SampleRateFor(int wantedHz, int bitRate) => OnlySampleRateHz ?? wantedHz;

    /// <summary>Why these cannot be written, in words for whoever asked for it; null where they can.</summary>
    public abstract string? Refusal(PcmFormat format, SampleEncoding encoding, int? bitRate);

    /// <summary>The samples on whose grid an episode may be put together from chunks.</summary>
    public virtual int GridFrames(PcmFormat format) => 1;

    /// <summary>The encoder of one chunk.</summary>
    public abstract EpisodeEncoder CreateEncoder(AudioOutput output, ChunkPlace place);

    /// <summary>What stands in a file before its sound, which only the end of the sound decides.</summary>
    /// <param name="output">What was written.</param>
    /// <param name="frames">Samples per channel of the whole episode.</param>
    /// <param name="stream">All MPEG frames that follow; without meaning elsewhere.</param>
    /// <param name="tags">What the file says of itself; null: nothing.</param>
    public abstract byte[] BuildHeader(AudioOutput output, long frames, Mp3StreamSummary stream, EpisodeTags? tags);

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;
}
