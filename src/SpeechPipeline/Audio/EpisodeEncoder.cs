using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>
/// Writes one chunk of an episode as it comes, in memory that does not grow with it. The bodies of all chunks, one after the
/// other behind the header that <see cref="EpisodeHeader"/> makes when all are known, are the file.
/// </summary>
public abstract class EpisodeEncoder : IDisposable
{
    bool _finished;

    private protected EpisodeEncoder(PcmFormat format) => Format = format;

    public PcmFormat Format { get; }

    /// <summary>Samples per channel so far.</summary>
    public long FramesWritten { get; private set; }

    /// <summary>The encoder for an output: one of <see cref="WavEpisodeEncoder"/>, <see cref="Mp3EpisodeEncoder"/>, <see cref="RawEpisodeEncoder"/>.</summary>
    /// <param name="output">What is to be written.</param>
    /// <param name="isLast">False where another chunk follows; see <see cref="Mp3EpisodeEncoder"/> for what that asks of this one.</param>
    public static EpisodeEncoder Create(AudioOutput output, bool isLast = true) => output.Container switch
    {
        AudioContainer.Wav => new WavEpisodeEncoder(output.Format),
        AudioContainer.Mp3 => new Mp3EpisodeEncoder(output.Format, output.BitRate!.Value, isLast),
        _ => new RawEpisodeEncoder(output.Format, output.Encoding),
    };

    /// <summary>Takes whole frames of ±1 samples, appends what of the body can be written by now.</summary>
    /// <exception cref="InvalidOperationException">The chunk is finished.</exception>
    public void Write(ReadOnlySpan<float> interleaved, IBufferWriter<byte> body)
    {
        if (_finished)
        {
            throw new InvalidOperationException("The chunk is finished; it takes no more samples.");
        }

        if (interleaved.Length % Format.Channels != 0)
        {
            throw new ArgumentException($"{interleaved.Length} samples do not make whole frames of {Format.Channels} channels.", nameof(interleaved));
        }

        Encode(interleaved, body);
        FramesWritten += interleaved.Length / Format.Channels;
    }

    /// <summary>Appends the rest of the body, once.</summary>
    public void Finish(IBufferWriter<byte> body)
    {
        if (!_finished)
        {
            Flush(body);
            _finished = true;
        }
    }

    /// <summary>What the header has to know of the body, where it is MP3; nothing else's header does.</summary>
    /// <exception cref="InvalidOperationException">The chunk is not finished.</exception>
    public Mp3StreamSummary Summary =>
        _finished ? Summarize() : throw new InvalidOperationException("The chunk is not finished yet.");

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Encode(ReadOnlySpan<float> interleaved, IBufferWriter<byte> body);

    protected virtual Mp3StreamSummary Summarize() => default;

    protected virtual void Flush(IBufferWriter<byte> body)
    {
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
