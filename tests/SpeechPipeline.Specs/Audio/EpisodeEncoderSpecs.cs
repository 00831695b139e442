using System.Buffers;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

public sealed class EpisodeEncoderSpecs
{
    static readonly PcmFormat Mono = new(24_000, 1);
    static readonly PcmFormat Stereo = new(44_100, 2);

    static readonly (AudioOutput, string)[] OurOwn =
    [
        (new AudioOutput(OutputFormats.Wav, Mono, SampleEncoding.PcmS16Le, null), "audio/wav"),
        (new AudioOutput(OutputFormats.Wav, Stereo, SampleEncoding.PcmS16Le, null), "audio/wav"),
        (new AudioOutput(OutputFormats.Mp3, Mono, SampleEncoding.PcmS16Le, 64_000), "audio/mpeg"),
        (new AudioOutput(OutputFormats.Mp3, Stereo, SampleEncoding.PcmF32Le, 192_000), "audio/mpeg"),
        (new AudioOutput(OutputFormats.Raw, Mono, SampleEncoding.PcmMuLaw, null), "application/octet-stream"),
        (new AudioOutput(OutputFormats.Raw, Stereo, SampleEncoding.PcmF32Le, null), "application/octet-stream"),
    ];

    /// <summary>Concentus makes garbage with every packet; <see cref="Opus.OpusEpisodeEncoderSpecs"/> sees that nothing stays in it.</summary>
    public static TheoryData<AudioOutput, string> OutputsWithoutGarbage => [.. OurOwn];

    public static TheoryData<AudioOutput, string> Outputs =>
    [
        .. OurOwn,
        (new AudioOutput(OutputFormats.Opus, new PcmFormat(48_000, 1), SampleEncoding.PcmS16Le, 64_000), "audio/ogg"),
        (new AudioOutput(OutputFormats.Opus, new PcmFormat(48_000, 2), SampleEncoding.PcmS16Le, 128_000), "audio/ogg"),
    ];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Header_and_body_together_are_the_episode(AudioOutput output, string contentType)
    {
        var samples = Signals.Sine(500, 0.5, output.Format.SampleRateHz, 70_001, output.Format.Channels);
        using var encoder = output.CreateEncoder(ChunkPlace.Whole);
        var body = Encode(encoder, samples);
        var header = output.BuildHeader(encoder.FramesWritten, encoder.Summary, tags: null);

        Assert.Equal(contentType, output.Container.MediaType);
        Assert.Equal(70_001, encoder.FramesWritten);
        byte[] file = [.. header, .. body];
        var heard = output.Container == OutputFormats.Raw ? Decode(file, output.Encoding) : Ffmpeg.DecodeToFloat(file);
        Assert.Equal(samples.Length, heard.Length);
        var tolerance = output.Container == OutputFormats.Opus ? 0.03f
            : output.Encoding == SampleEncoding.PcmMuLaw ? 0.02f
            : output.Container == OutputFormats.Mp3 ? 0.01f : 0.0001f;
        var inside = samples.Length / 10; // away from the sudden beginning and end, which MP3 and Opus blur
        Assert.All(Enumerable.Range(inside, samples.Length - (2 * inside)), i => Assert.Equal(samples[i], heard[i], tolerance));
    }

    [Fact]
    public void A_wav_episode_is_read_back_as_it_was_written()
    {
        using var encoder = new WavEpisodeEncoder(Stereo);
        var body = Encode(encoder, Signals.Sine(500, 0.5, 44_100, 999, 2));
        var header = new AudioOutput(OutputFormats.Wav, Stereo, SampleEncoding.PcmS16Le, null).BuildHeader(999, default, tags: null);
        var first = WavReader.Read((byte[])[.. header, .. body]);
        using var again = new WavEpisodeEncoder(first.Format);
        Assert.Equal(body, Encode(again, first.Samples));
    }

    [Theory]
    [MemberData(nameof(OutputsWithoutGarbage))]
    public void Memory_does_not_grow_with_the_episode(AudioOutput output, string contentType)
    {
        Assert.NotEmpty(contentType);
        using var encoder = output.CreateEncoder(ChunkPlace.Whole);
        var (body, second) = (new Discard(), Signals.Sine(500, 0.5, output.Format.SampleRateHz, output.Format.SampleRateHz, output.Format.Channels));
        for (var warmUp = 0; warmUp < 3; warmUp++)
        {
            encoder.Write(second, body);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 30; i++)
        {
            encoder.Write(second, body);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 100_000, $"{allocated} bytes");
        Assert.True(body.Bytes > 30 * 8000);
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void A_chunk_ends_once_and_nothing_follows_it(AudioOutput output, string contentType)
    {
        using var encoder = output.CreateEncoder(ChunkPlace.Whole);
        var body = new ArrayBufferWriter<byte>();
        Assert.NotEmpty(contentType);
        encoder.Write(new float[2000], body);
        Assert.Throws<InvalidOperationException>(() => encoder.Summary);
        encoder.Finish(body);
        var written = body.WrittenCount;
        encoder.Finish(body);
        Assert.Equal(written, body.WrittenCount);
        Assert.Equal(encoder.Summary, encoder.Summary);
        Assert.Throws<InvalidOperationException>(() => encoder.Write(new float[2], body));
    }

    [Fact]
    public void Broken_frames_are_refused()
    {
        using var encoder = new RawEpisodeEncoder(Stereo, SampleEncoding.PcmS16Le);
        Assert.Throws<ArgumentException>(() => encoder.Write(new float[3], new Discard()));
        Assert.Equal(0, encoder.FramesWritten);
    }

    [Theory]
    [InlineData("wav", SampleEncoding.PcmF32Le, null, "WAV episodes are 16-bit")]
    [InlineData("wav", SampleEncoding.PcmS16Le, 64_000, "WAV has no bit rate")]
    [InlineData("raw", SampleEncoding.PcmS16Le, 64_000, "Raw audio has no bit rate")]
    [InlineData("raw", SampleEncoding.PcmS24Le, null, "cannot be written")]
    [InlineData("mp3", SampleEncoding.PcmS16Le, null, "needs a bit rate")]
    [InlineData("opus", SampleEncoding.PcmS16Le, 64_000, "Opus is always written at 48000 Hz")]
    [InlineData("mp3", SampleEncoding.PcmS16Le, 192_000, "MP3 at 24000 Hz has no bit rate of 192000")]
    public void An_output_that_cannot_be_written_does_not_construct(string container, SampleEncoding encoding, int? bitRate, string reason)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new AudioOutput(OutputFormats.Find(container)!, Mono, encoding, bitRate));
        Assert.Contains(reason, refusal.Message);
    }

    [Fact]
    public void There_are_exactly_four_kinds() =>
        Assert.Equal(
            [nameof(Mp3EpisodeEncoder), nameof(SpeechPipeline.Audio.Opus.OpusEpisodeEncoder), nameof(RawEpisodeEncoder), nameof(WavEpisodeEncoder)],
            typeof(EpisodeEncoder).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(EpisodeEncoder))).Select(static type => type.Name).Order());

    static byte[] Encode(EpisodeEncoder encoder, float[] samples)
    {
        var body = new ArrayBufferWriter<byte>();
        var channels = encoder.Format.Channels;
        for (var (at, length) = (0, channels); at < samples.Length; at += length, length = (length * 3) + channels)
        {
            length = Math.Min(length, samples.Length - at);
            encoder.Write(samples.AsSpan(at, length), body);
        }

        encoder.Finish(body);
        return body.WrittenSpan.ToArray();
    }

    static float[] Decode(byte[] bytes, SampleEncoding encoding)
    {
        var samples = new float[bytes.Length / encoding.BytesPerSample()];
        PcmCodec.Decode(bytes, encoding, samples);
        return samples;
    }

    sealed class Discard : IBufferWriter<byte>
    {
        byte[] _buffer = new byte[1 << 16];

        public long Bytes { get; private set; }

        public void Advance(int count) => Bytes += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length, sizeHint));
            return _buffer;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
