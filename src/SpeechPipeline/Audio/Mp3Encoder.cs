using System.Buffers;
using Wasmtime;

namespace SpeechPipeline.Audio;

/// <summary>
/// LAME at a constant bit rate: bare MPEG frames, without tags. One encoder is one stream, used by one thread at a time.
/// The signal comes out at the level at which it went in; samples beyond ±1 are clipped as in any 16-bit output.
/// </summary>
public sealed class Mp3Encoder : IDisposable
{
    const int BlockFrames = 4608;

    readonly Store _store;
    readonly Memory _memory;
    readonly Func<int, int, int> _encode;
    readonly Func<int, int, int> _input;
    readonly Func<int, int> _output;
    readonly Func<int, int> _flush;
    readonly int _handle;
    readonly float _gain;
    bool _flushed;
    bool _disposed;

    /// <param name="format">The rate and channels of input and output.</param>
    /// <param name="bitRate">Bits per second, of <see cref="Mp3Format.BitRates"/>.</param>
    /// <exception cref="ArgumentException">MP3 does not have this combination of rates.</exception>
    public Mp3Encoder(PcmFormat format, int bitRate)
        : this(format, bitRate, LameLevel.Compensation(bitRate))
    {
    }

    internal Mp3Encoder(PcmFormat format, int bitRate, float gain)
    {
        if (Mp3Format.Refusal(format.SampleRateHz, bitRate) is { } refusal)
        {
            throw new ArgumentException(refusal, nameof(bitRate));
        }

        (Format, BitRate, _gain) = (format, bitRate, gain);
        (_store, var lame) = LameModule.Instantiate();
        try
        {
            _memory = LameModule.Export(lame.GetMemory("memory"));
            _encode = LameModule.Export(lame.GetFunction<int, int, int>("enc_encode"));
            _input = LameModule.Export(lame.GetFunction<int, int, int>("enc_get_pcm"));
            _output = LameModule.Export(lame.GetFunction<int, int>("enc_get_out_buf"));
            _flush = LameModule.Export(lame.GetFunction<int, int>("enc_flush"));
            _handle = Open(lame);
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    public PcmFormat Format { get; }

    /// <summary>Bits per second.</summary>
    public int BitRate { get; }

    /// <summary>Takes whole frames of ±1 samples, and appends the MPEG frames that they complete.</summary>
    public void Encode(ReadOnlySpan<float> interleaved, IBufferWriter<byte> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_flushed)
        {
            throw new InvalidOperationException("The stream is flushed; it takes no more samples.");
        }

        var channels = Format.Channels;
        if (interleaved.Length % channels != 0)
        {
            throw new ArgumentException($"{interleaved.Length} samples do not make whole frames of {channels} channels.", nameof(interleaved));
        }

        while (!interleaved.IsEmpty)
        {
            var frames = Math.Min(interleaved.Length / channels, BlockFrames);
            var planes = _input(_handle, frames);
            for (var channel = 0; channel < channels; channel++)
            {
                var plane = _memory.GetSpan<float>((uint)_memory.ReadInt32((uint)planes + (4 * channel)), frames);
                for (var i = 0; i < frames; i++)
                {
                    var sample = interleaved[(i * channels) + channel];
                    plane[i] = float.IsNaN(sample) ? 0 : Math.Clamp(sample, -1, 1) * _gain;
                }
            }

            Take(_encode(_handle, frames), output);
            interleaved = interleaved[(frames * channels)..];
        }
    }

    /// <summary>Appends the last MPEG frames, once; the encoder takes nothing afterwards.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_flushed)
        {
            _flushed = true;
            Take(_flush(_handle), output);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _store.Dispose();
    }

    int Open(Instance lame)
    {
        var malloc = LameModule.Export(lame.GetFunction<int, int>("malloc"));
        var free = LameModule.Export(lame.GetAction<int>("free"));
        var open = LameModule.Export(lame.GetFunction<int, int>("enc_init"));

        var settings = (uint)malloc(20);
        _memory.WriteInt32(settings, Format.Channels);
        _memory.WriteInt32(settings + 4, Format.SampleRateHz);
        _memory.WriteInt32(settings + 8, BitRate / 1000);
        _memory.WriteSingle(settings + 12, -1); // constant bit rate
        _memory.WriteInt32(settings + 16, Format.SampleRateHz); // else LAME may resample
        var handle = open((int)settings);
        free((int)settings);
        return handle != 0 ? handle : throw new InvalidOperationException($"LAME refuses {Format} at {BitRate} bit/s.");
    }

    void Take(int bytes, IBufferWriter<byte> output)
    {
        if (bytes < 0)
        {
            throw new InvalidOperationException($"LAME failed with {bytes}.");
        }

        output.Write(_memory.GetSpan<byte>((uint)_output(_handle), bytes)); // after the call: memory may have moved
    }
}
