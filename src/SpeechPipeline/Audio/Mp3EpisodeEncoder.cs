using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>MP3 at a constant bit rate, without tags.</summary>
/// <remarks>
/// Separately encoded chunks join without an audible seam under one rule (measured): each begins on the grid of MPEG frames after
/// at least three frames of silence, and of each but the last exactly as many frames are kept as its samples fill; the frames that
/// flushing adds, and the 1,105 samples of delay with which the next one begins, are both silence.
/// </remarks>
public sealed class Mp3EpisodeEncoder : EpisodeEncoder
{
    const int BlockSamples = 1 << 15;

    readonly Mp3Encoder _lame;
    readonly Mp3StreamTally _tally = new();
    readonly ArrayBufferWriter<byte> _block = new();
    readonly bool _isLast;

    /// <param name="format">Rate and channels.</param>
    /// <param name="bitRate">Bits per second, of <see cref="Mp3Format.BitRates"/>.</param>
    /// <param name="isLast">False if another chunk follows; then the samples must fill whole MPEG frames.</param>
    public Mp3EpisodeEncoder(PcmFormat format, int bitRate, bool isLast = true)
        : base(format) => (_lame, _isLast) = (new Mp3Encoder(format, bitRate), isLast);

    protected override void Encode(ReadOnlySpan<float> interleaved, IBufferWriter<byte> body)
    {
        while (!interleaved.IsEmpty)
        {
            var length = Math.Min(interleaved.Length, BlockSamples);
            _lame.Encode(interleaved[..length], _block);
            Pass(body);
            interleaved = interleaved[length..];
        }
    }

    protected override void Flush(IBufferWriter<byte> body)
    {
        var (whole, rest) = Math.DivRem(FramesWritten, Mp3Format.SamplesPerFrame(Format.SampleRateHz));
        if (!_isLast && rest != 0)
        {
            throw new InvalidOperationException($"{FramesWritten} samples are not whole MPEG frames, so no other chunk can follow.");
        }

        _lame.Flush(_block);
        Pass(body, _isLast ? long.MaxValue : whole);
    }

    protected override Mp3StreamSummary Summarize() => _tally.Summary;

    protected override void Dispose(bool disposing)
    {
        _lame.Dispose();
        base.Dispose(disposing);
    }

    void Pass(IBufferWriter<byte> body, long mostFrames = long.MaxValue)
    {
        var counted = _tally.Add(_block.WrittenSpan, mostFrames);
        body.Write(_block.WrittenSpan[..counted]);
        _block.ResetWrittenCount();
    }
}
