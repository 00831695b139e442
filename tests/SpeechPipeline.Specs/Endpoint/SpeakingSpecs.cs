using System.Net;

namespace SpeechPipeline.Specs.Endpoint;

/// <summary>What comes back from right requests, decoded by ffmpeg.</summary>
public sealed class SpeakingSpecs : EndpointSpecs
{
    const double SentenceSeconds = 2.9;

    [Theory]
    [InlineData(Kokoro, "am_adam", null, 24_000)]
    [InlineData(Kokoro, "am_adam", 48_000, 24_000)]
    [InlineData(Orpheus, "leo", 44_100, 24_000)]
    [InlineData("tts-1", "echo", 8_000, 24_000)]
    [InlineData(Sonic, "polite man", null, 44_100)]
    [InlineData(Sonic, "polite man", 8_000, 8_000)]
    [InlineData(Sonic, "polite man", 16_000, 16_000)]
    [InlineData("cartesia/sonic", "polite man", 48_000, 48_000)]
    public async Task Wav_has_the_models_rate_or_the_one_that_was_asked_for(string model, string voice, int? asked, int expected)
    {
        var wav = await SpeakAsync(("model", model), ("voice", voice), ("sample_rate", asked), ("response_format", "wav"));

        var audio = Decoded.File(wav, "wav");
        Assert.Equal(("pcm_s16le", expected, 1), (audio.Codec, audio.SampleRateHz, audio.Channels));
        Assert.Equal(SentenceSeconds, audio.DurationSeconds, 0.4);
        Assert.InRange(audio.Peak, 0.1f, 1f);
    }

    [Theory]
    [InlineData(Kokoro, "am_adam", null, null, 24_000, 128_000)]
    [InlineData(Kokoro, "am_adam", 44_100, 32_000, 24_000, 128_000)]
    [InlineData("tts-1", "echo", null, null, 24_000, 128_000)]
    [InlineData(Sonic, "polite man", null, null, 44_100, 128_000)]
    [InlineData(Sonic, "polite man", null, 32_000, 44_100, 32_000)]
    [InlineData(Sonic, "polite man", null, 192_000, 44_100, 192_000)]
    [InlineData(Sonic, "polite man", 24_000, 192_000, 24_000, 160_000)]
    [InlineData(Sonic, "polite man", 8_000, 64_000, 8_000, 64_000)]
    public async Task Mp3_has_the_bit_rate_of_Cartesia_or_128_kbit(string model, string voice, int? sampleRate, int? bitRate, int expectedSampleRate, int expectedBitRate)
    {
        var mp3 = await SpeakAsync(("model", model), ("voice", voice), ("sample_rate", sampleRate), ("bit_rate", bitRate), ("response_format", "mp3"));

        var audio = Decoded.File(mp3, "mp3");
        Assert.Equal(("mp3", expectedSampleRate, expectedBitRate), (audio.Codec, audio.SampleRateHz, audio.BitRate));
        Assert.Equal(SentenceSeconds, audio.DurationSeconds, 0.5);
        Assert.InRange(audio.Peak, 0.1f, 1f);
    }

    [Theory]
    [InlineData(Sonic, "polite man", null, "f32le", 44_100)]
    [InlineData(Sonic, "polite man", "pcm_f32le", "f32le", 44_100)]
    [InlineData(Sonic, "polite man", "pcm_s16le", "s16le", 44_100)]
    [InlineData(Sonic, "polite man", "pcm_mulaw", "mulaw", 44_100)]
    [InlineData(Sonic, "polite man", "pcm_alaw", "alaw", 44_100)]
    [InlineData(Kokoro, "am_adam", "pcm_f32le", "s16le", 24_000)]
    [InlineData(Kokoro, "am_adam", "pcm_mulaw", "s16le", 24_000)]
    [InlineData(Orpheus, "leo", null, "s16le", 24_000)]
    public async Task Raw_samples_are_the_wavs_in_another_encoding(string model, string voice, string? encoding, string ffmpegFormat, int sampleRate)
    {
        var wav = Decoded.File(await SpeakAsync(("model", model), ("voice", voice)), "wav");
        var raw = Decoded.Raw(await SpeakAsync(("model", model), ("voice", voice), ("response_format", "raw"), ("response_encoding", encoding)), ffmpegFormat, sampleRate);

        Assert.Equal(wav.Samples.Length, raw.Samples.Length);
        // G.711's steps are widest at full scale: 1/32 of it between neighbours, so half of that at most.
        var tolerance = ffmpegFormat is "mulaw" or "alaw" ? 1 / 64f : 1 / 32768f;
        Assert.All(wav.Samples.Zip(raw.Samples), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    [Theory]
    [InlineData(Kokoro, "am_adam", null, "audio/wav")]
    [InlineData(Kokoro, "am_adam", "mp3", "audio/mpeg")]
    [InlineData(Kokoro, "am_adam", "raw", "application/octet-stream")]
    [InlineData(Kokoro, "am_adam", "pcm", "application/octet-stream")]
    [InlineData("tts-1", "echo", null, "audio/mpeg")]
    public async Task The_type_says_what_the_bytes_are(string model, string voice, string? format, string type)
    {
        using var response = await PostAsync(Request(("model", model), ("voice", voice), ("response_format", format)));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.NotNull(response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Everything_that_a_client_may_say_beside_is_taken()
    {
        var body = await SpeakAsync(
            ("language", "zh-hk"), ("stream", false), ("bit_rate", 192_000), ("response_encoding", "pcm_alaw"), ("speed", 1.5), ("user", null),
            ("extra_params", new { pronunciation_dict = new[] { "omg/oh my god" }, temperature = 0.6 }));

        Assert.NotEmpty(body);
    }

    [Theory]
    [InlineData("am_adam+af_heart", "am_adam")]
    [InlineData("af_heart+am_adam", "af_heart")]
    [InlineData("am_adam(1)+af_heart(2)", "af_heart")]
    [InlineData("af_heart(0.5)+am_adam", "am_adam")]
    [InlineData("af_heart(1)+bm_lewis(1)+am_adam(1.5)", "am_adam")]
    [InlineData("am_adam(3)", "am_adam")]
    public async Task A_mix_is_spoken_by_its_heaviest_voice(string mix, string voice) =>
        Assert.Equal(await SpeakAsync(("voice", voice)), await SpeakAsync(("voice", mix)));

    [Fact]
    public async Task Women_and_men_sound_different()
    {
        var spoken = new List<byte[]>();
        foreach (var voice in new[] { "af_heart", "am_michael", "bm_george", "am_adam" })
        {
            spoken.Add(await SpeakAsync(("voice", voice)));
        }

        Assert.Equal(4, spoken.Select(Convert.ToHexString).Distinct().Count());
    }

    [Theory]
    [InlineData(Kokoro, "am_adam", 600)]
    [InlineData(Orpheus, "leo", 400)]
    [InlineData(Sonic, "polite man", 1_500)]
    public async Task Text_beyond_the_models_ceiling_is_dropped_without_a_word(string model, string voice, int ceiling)
    {
        // Ten characters each, the last one a space: the ceiling falls between two words.
        var words = string.Concat(Enumerable.Repeat("something ", ceiling / 10));
        Task<byte[]> SpeakWordsAsync(string input) => SpeakAsync(("model", model), ("voice", voice), ("sample_rate", 16_000), ("input", input));
        var spoken = await SpeakWordsAsync(words.TrimEnd());
        var half = await SpeakWordsAsync(words[..(ceiling / 2)]);

        Assert.Equal(spoken, await SpeakWordsAsync(words + "unheard"));
        Assert.Equal(spoken, await SpeakWordsAsync(words + new string('a', 1_000_000)));
        Assert.InRange((double)half.Length / spoken.Length, 0.4, 0.6);
    }

    [Fact]
    public async Task Two_endpoints_run_side_by_side_at_addresses_of_their_own()
    {
        await using var other = await SpeechPipeline.LocalHost.Endpoint.SpeechEndpoint.StartAsync(cancellationToken: Cancelled);

        Assert.NotEqual(Endpoint.BaseAddress, other.BaseAddress);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/v1$", Endpoint.BaseAddress.ToString());
        Assert.NotEmpty(await SpeakAsync());
        Assert.Equal((1, 0), (Endpoint.Ledger.Count, other.Ledger.Count));
    }
}
