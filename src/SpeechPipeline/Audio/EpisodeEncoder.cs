using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>
/// Writes an episode as it comes, in memory that does not grow with it: the body piece by piece, and when all is written the
/// header that goes before the body, for only then are its sizes known.
/// </summary>
public abstract class EpisodeEncoder : IDisposable
{
    bool _finished;

    private protected EpisodeEncoder(PcmFormat format) => Format = format;

    public PcmFormat Format { get; }

    /// <summary>The media type of header and body together.</summary>
    public abstract string ContentType { get; }

    /// <summary>Samples per channel so far.</summary>
    public long FramesWritten { get; private set; }

    /// <summary>The encoder for an output: one of <see cref="WavEpisodeEncoder"/>, <see cref="Mp3EpisodeEncoder"/>, <see cref="RawEpisodeEncoder"/>.</summary>
    public static EpisodeEncoder Create(AudioOutput output) => output.Container switch
    {
        AudioContainer.Wav => new WavEpisodeEncoder(output.Format),
        AudioContainer.Mp3 => new Mp3EpisodeEncoder(output.Format, output.BitRate!.Value),
        _ => new RawEpisodeEncoder(output.Format, output.Encoding),
    };

    /// <summary>Takes whole frames of ±1 samples, appends what of the body can be written by now.</summary>
    /// <exception cref="InvalidOperationException">The episode is finished.</exception>
    public void Write(ReadOnlySpan<float> interleaved, IBufferWriter<byte> body)
    {
        if (_finished)
        {
            throw new InvalidOperationException("The episode is finished; it takes no more samples.");
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

    /// <summary>The bytes that go before the body; none for raw samples.</summary>
    /// <exception cref="InvalidOperationException">The episode is not finished.</exception>
    public byte[] BuildHeader() =>
        _finished ? Header() : throw new InvalidOperationException("The header says how long the episode is; it is not finished yet.");

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Encode(ReadOnlySpan<float> interleaved, IBufferWriter<byte> body);

    protected abstract byte[] Header();

    protected virtual void Flush(IBufferWriter<byte> body)
    {
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
