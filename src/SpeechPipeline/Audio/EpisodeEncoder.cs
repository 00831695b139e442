using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>
/// Encodes one chunk of an episode as a stream, in constant memory. The file is the header of
/// <see cref="OutputFormat.BuildHeader"/>, which is made when all chunks are known, followed by the bodies of all chunks.
/// </summary>
public abstract class EpisodeEncoder : IDisposable
{
    bool _finished;

    private protected EpisodeEncoder(PcmFormat format) => Format = format;

    public PcmFormat Format { get; }

    /// <summary>Samples per channel so far.</summary>
    public long FramesWritten { get; private set; }

    /// <summary>Takes whole frames of ±1 samples, and appends the part of the body that is complete.</summary>
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

    /// <summary>The data about the body that the header of an MP3 needs; other formats need none.</summary>
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
