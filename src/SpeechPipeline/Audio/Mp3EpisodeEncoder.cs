using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>MP3 at a constant bit rate; the header is the Info frame, which an ID3v2 tag may still precede.</summary>
/// <param name="format">Rate and channels.</param>
/// <param name="bitRate">Bits per second, of <see cref="Mp3Format.BitRates"/>.</param>
public sealed class Mp3EpisodeEncoder(PcmFormat format, int bitRate) : EpisodeEncoder(format)
{
    const int BlockSamples = 1 << 15;

    readonly Mp3Encoder _lame = new(format, bitRate);
    readonly Mp3StreamTally _tally = new();
    readonly ArrayBufferWriter<byte> _block = new();

    public override string ContentType => "audio/mpeg";

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
        _lame.Flush(_block);
        Pass(body);
    }

    protected override byte[] Header() => Mp3InfoFrame.Build(_tally.Summary, FramesWritten);

    protected override void Dispose(bool disposing)
    {
        _lame.Dispose();
        base.Dispose(disposing);
    }

    void Pass(IBufferWriter<byte> body)
    {
        _tally.Add(_block.WrittenSpan);
        body.Write(_block.WrittenSpan);
        _block.ResetWrittenCount();
    }
}
