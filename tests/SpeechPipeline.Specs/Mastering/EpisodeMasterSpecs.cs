using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Jobs;
using SpeechPipeline.Mastering;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Mastering;

public sealed class EpisodeMasterSpecs(MasteringFixture fixture) : IClassFixture<MasteringFixture>
{
    static readonly PcmFormat Mono = new(24_000, 1);
    static readonly AudioOutput Wav = new(OutputFormats.Wav, Mono, SampleEncoding.PcmS16Le, null);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<AudioOutput, PcmFormat> Outputs => new()
    {
        { Wav, new PcmFormat(16_000, 1) },
        { new AudioOutput(OutputFormats.Mp3, new PcmFormat(44_100, 2), SampleEncoding.PcmS16Le, 192_000), new PcmFormat(24_000, 2) },
        { new AudioOutput(OutputFormats.Opus, new PcmFormat(48_000, 1), SampleEncoding.PcmS16Le, 48_000), Mono },
    };

    public static TheoryData<AudioOutput, PcmFormat> MoreOutputs => new()
    {
        { Wav, Mono },
        { new AudioOutput(OutputFormats.Mp3, Mono, SampleEncoding.PcmS16Le, 64_000), Mono },
        { new AudioOutput(OutputFormats.Mp3, new PcmFormat(16_000, 1), SampleEncoding.PcmS16Le, 32_000), new PcmFormat(16_000, 1) },
        { new AudioOutput(OutputFormats.Mp3, new PcmFormat(8_000, 1), SampleEncoding.PcmS16Le, 32_000), new PcmFormat(22_050, 1) },
        { new AudioOutput(OutputFormats.Opus, new PcmFormat(48_000, 2), SampleEncoding.PcmS16Le, 96_000), new PcmFormat(24_000, 2) },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    public async Task Of_several_chunks_a_decoder_gets_every_sample_at_its_place(AudioOutput output, PcmFormat speech)
    {
        var layout = await fixture.SpeakAsync(output, speech, seconds: 31, count: 9);
        Assert.True(layout.Chunks.Count >= 3);
        await IsHeardAsItWasSpokenAsync(layout);
    }

    [Theory]
    [MemberData(nameof(MoreOutputs))]
    [Trait("Category", "Soak")]
    public Task Of_several_chunks_in_other_formats_too(AudioOutput output, PcmFormat speech) => Of_several_chunks_a_decoder_gets_every_sample_at_its_place(output, speech);

    [Theory]
    [InlineData("wav", 16_000, null)]
    [InlineData("mp3", 24_000, 64_000)]
    [InlineData("mp3", 8_000, 32_000, Traits = ["Category", "Soak"])]
    [InlineData("opus", 48_000, 64_000, Traits = ["Category", "Soak"])]
    public async Task Without_pauses_a_decoder_gets_every_sample_at_its_place_too(string container, int sampleRateHz, int? bitRate)
    {
        var format = new PcmFormat(sampleRateHz, 1);
        var layout = await fixture.SpeakAsync(new AudioOutput(OutputFormats.Find(container)!, format, SampleEncoding.PcmS16Le, bitRate), format, seconds: 62, count: 5, pauseMs: 0);
        Assert.Equal(2, layout.Chunks.Count);
        await IsHeardAsItWasSpokenAsync(layout);
    }

    [Theory]
    [InlineData(8_000, 1, 32_000, 600, Traits = ["Category", "Soak"])]
    [InlineData(24_000, 2, 64_000, 0)]
    [InlineData(44_100, 1, 128_000, 600, Traits = ["Category", "Soak"])]
    public async Task Mp3val_finds_no_fault(int sampleRateHz, int channels, int bitRate, int pauseMs)
    {
        Assert.SkipUnless(Mp3val.IsThere, "There is no mp3val on this machine (the Debian package mp3val).");
        var format = new PcmFormat(sampleRateHz, channels);
        var file = await FileOfTwoChunksAsync(new AudioOutput(OutputFormats.Mp3, format, SampleEncoding.PcmS16Le, bitRate), format, pauseMs);
        Assert.Empty(Mp3val.Warnings(file));
        Assert.NotEmpty(Mp3val.Warnings(file[..^50]));
    }

    [Theory]
    [InlineData(1, 24_000, 600, Traits = ["Category", "Soak"])]
    [InlineData(2, 96_000, 0)]
    public async Task Opusinfo_finds_no_fault(int channels, int bitRate, int pauseMs)
    {
        Assert.SkipUnless(Opusinfo.IsThere, "There is no opusinfo on this machine (the Debian package opus-tools).");
        var output = new AudioOutput(OutputFormats.Opus, new PcmFormat(48_000, channels), SampleEncoding.PcmS16Le, bitRate);
        var file = await FileOfTwoChunksAsync(output, new PcmFormat(24_000, channels), pauseMs);
        Assert.Empty(Opusinfo.Warnings(file));
        Assert.NotEmpty(Opusinfo.Warnings(file[..^50]));
    }

    async Task<byte[]> FileOfTwoChunksAsync(AudioOutput output, PcmFormat speech, int pauseMs)
    {
        var layout = await fixture.SpeakAsync(output, speech, seconds: 62, count: 5, pauseMs: pauseMs);
        Assert.True(layout.Chunks.Count >= 2);
        return (await fixture.MasterAsync(layout, -16)).File;
    }

    async Task IsHeardAsItWasSpokenAsync(EpisodeLayout layout)
    {
        var (episode, file) = await fixture.MasterAsync(layout, targetLufs: null);

        var heard = Ffmpeg.DecodeToFloat(file);
        var expected = await fixture.JoinAsync(layout);
        Assert.Equal(layout.Frames * layout.Format.Channels, heard.Length);
        Assert.Equal(layout.Frames, episode.Audio.Samples);
        // All through, and so after every join: the same sound at the same time. A frame too many or too few would be no likeness at all.
        for (var second = 0; second + 1 < layout.Frames / layout.Format.SampleRateHz; second++)
        {
            var part = new Range(second * layout.Format.SampleRateHz * layout.Format.Channels, (second + 1) * layout.Format.SampleRateHz * layout.Format.Channels);
            var likeness = Likeness(expected.AsSpan(part), heard.AsSpan(part));
            Assert.True(likeness > 0.98, $"second {second}: {likeness}");
        }

        // Only what has no encoder's grid is cut where there is no pause.
        foreach (var cut in layout.Chunks.Where(chunk => !chunk.IsLast && chunk.Segments[^1].End < chunk.End).Select(chunk => chunk.End))
        {
            Assert.True(Loudest(heard.AsSpan((int)(cut - 100) * layout.Format.Channels, 100 * layout.Format.Channels)) < 0.001, $"at {cut}");
        }
    }

    [Theory]
    [InlineData(24_000, 1)]
    [InlineData(44_100, 2)]
    [InlineData(8_000, 1)]
    public async Task Segments_of_other_rates_and_channels_are_heard_at_their_own_pitch_and_place(int rate, int channels)
    {
        PcmFormat[] forms = [new(24_000, 1), new(8_000, 1), new(48_000, 2), new(44_100, 1), new(22_050, 2), new(16_000, 1)];
        var output = new AudioOutput(OutputFormats.Wav, new PcmFormat(rate, channels), SampleEncoding.PcmS16Le, null);
        var layout = await fixture.SoundAsync(output, forms, hz: 440);
        var (episode, file) = await fixture.MasterAsync(layout, targetLufs: null);

        var heard = WavReader.Read(file);
        Assert.Equal((layout.Format, layout.Frames, (long)(forms.Length * rate * 2.4)), (heard.Format, episode.Audio.Samples, layout.Frames));
        foreach (var placed in layout.Segments)
        {
            var (crossings, apart) = (0, 0f);
            for (var frame = placed.Start + (rate / 2); frame < placed.Start + (rate * 3 / 2); frame++)
            {
                var (one, next) = (heard.Samples[frame * channels], heard.Samples[(frame + 1) * channels]);
                crossings += one < 0 != next < 0 ? 1 : 0;
                apart = MathF.Max(apart, MathF.Abs(one - heard.Samples[(frame * channels) + channels - 1]));
            }

            Assert.InRange(crossings, 878, 882);
            Assert.Equal(0, apart);
            Assert.True(Loudest(heard.Samples.AsSpan((int)placed.End * channels, rate * 4 / 10 * channels)) < 0.001, $"after {placed.Segment.Index}");
        }
    }

    [Fact]
    public async Task Off_leaves_every_sample_as_it_is()
    {
        var layout = await fixture.SpeakAsync(Wav, Mono, seconds: 3, count: 4);
        var (episode, file) = await fixture.MasterAsync(layout, targetLufs: null);
        Assert.Equal(await fixture.JoinAsync(layout), WavReader.Read(file).Samples);
        Assert.Equal((null, null, 0), (episode.Loudness.TargetLufs, episode.Loudness.SpokenLufs, episode.Loudness.GainDb));
    }

    [Theory]
    [InlineData(-16, 0.05f, 0)]
    [InlineData(-23, 0.9f, 0)]
    [InlineData(-16, 0.9f, 600)]
    [InlineData(-18, 0.05f, 600)]
    public async Task A_meter_of_others_finds_the_loudness_and_the_peak_that_the_manifest_states(double target, float level, int pauseMs)
    {
        var layout = await fixture.SpeakAsync(Wav, Mono, seconds: 12, count: 6, level, pauseMs);
        var (episode, file) = await fixture.MasterAsync(layout, target);
        var heard = Heard(file, layout);
        Assert.Equal(target, heard.IntegratedLufs, 0.5);
        Assert.Equal(episode.Loudness.ReachedLufs!.Value, heard.IntegratedLufs, 0.1);
        Assert.Equal(episode.Loudness.TruePeakDbtp!.Value, heard.TruePeakDb, 0.2);
        Assert.True(heard.TruePeakDb <= -1, $"{heard.TruePeakDb}");
    }

    [Theory]
    [InlineData(16_000, 32_000)]
    [InlineData(24_000, 64_000)]
    [InlineData(44_100, 128_000)]
    public async Task An_mp3_is_as_loud_when_it_is_decoded(int sampleRateHz, int bitRate)
    {
        var format = new PcmFormat(sampleRateHz, 1);
        var layout = await fixture.SpeakAsync(new AudioOutput(OutputFormats.Mp3, format, SampleEncoding.PcmS16Le, bitRate), format, seconds: 12, count: 6, pauseMs: 600);
        var (_, file) = await fixture.MasterAsync(layout, -16);
        Assert.Equal(-16, Heard(file, layout).IntegratedLufs, 0.5);
    }

    /// <summary>ACX, "Audio Submission Requirements", measured by ffmpeg.</summary>
    [Theory]
    [InlineData(0.02f, 600)]
    [InlineData(0.3f, 600)]
    [InlineData(0.9f, 0)]
    [InlineData(0.9f, 2_000)]
    public async Task An_audiobook_has_the_levels_and_the_silences_that_its_shops_ask_for(float level, int pauseMs)
    {
        var output = new AudioOutput(OutputFormats.Mp3, new PcmFormat(44_100, 1), SampleEncoding.PcmS16Le, 192_000);
        var layout = await fixture.SpeakAsync(output, Mono, seconds: 8, count: 5, level, pauseMs, leadInMs: 600, leadOutMs: 1_500);
        var (episode, file) = await fixture.MasterAsync(layout, TargetLoudness.Audiobook);
        var heard = AudioStats.Of(file);
        Assert.InRange(heard.RmsDb, -23, -18);
        Assert.True(heard.PeakDb <= -3, $"{heard}");
        Assert.InRange(heard.SilenceBefore, 0.5, 1);
        Assert.InRange(heard.SilenceAfter, 1, 5);
        Assert.Equal((null, -20.5), (episode.Loudness.TargetLufs, episode.Loudness.TargetRmsDb));
        Assert.Equal(heard.RmsDb, episode.Loudness.ReachedRmsDb!.Value, 0.1);
    }

    [Fact]
    public async Task What_the_limiter_takes_of_the_loudness_is_made_up_for()
    {
        var layout = await fixture.SpeakAsync(Wav, Mono, seconds: 12, count: 6);
        var (episode, file) = await fixture.MasterAsync(layout, -13);
        Assert.True(episode.Loudness.LimitedDb > 3, $"{episode.Loudness}");
        Assert.Equal(-13, Heard(file, layout).IntegratedLufs, 0.2);
    }

    [Fact]
    public async Task Where_both_cannot_be_had_the_peak_wins()
    {
        var layout = await fixture.SpeakAsync(Wav, Mono, seconds: 5, count: 4);
        var (episode, file) = await fixture.MasterAsync(layout, -8);
        Assert.True(Heard(file, layout).TruePeakDb <= -1);
        Assert.True(episode.Loudness is { TargetLufs: -8, ReachedLufs: < -8.5, LimitedDb: > 3 }, $"{episode.Loudness}");
    }

    [Fact]
    public async Task Invocations_without_time_make_a_chunk_each_and_together_the_same_file()
    {
        var layout = await fixture.SpeakAsync(Wav, Mono, seconds: 40, count: 10);
        var (whole, file) = await fixture.MasterAsync(layout, -16);

        var (job, invocations) = (MasteringFixture.NewJob(layout), 1);
        fixture.Progress.Clear();
        var pieced = await fixture.InvokeAsync(job, layout, -16, hasTime: false);
        for (; pieced is null; pieced = await fixture.InvokeAsync(job, layout, -16, hasTime: false))
        {
            Assert.False(await fixture.Storage.Episodes.GetBlobClient(job.Files.BlobNameOf(EpisodeFile.Audio)).ExistsAsync(Cancellation));
            Assert.True(++invocations < 50);
        }

        Assert.True(invocations > layout.Chunks.Count, $"{invocations}");
        // What it says of its progress only grows, to the end.
        Assert.Equal(fixture.Progress.Order(), fixture.Progress);
        Assert.True(fixture.Progress.Distinct().Count() >= invocations);
        Assert.Equal((true, 1), (fixture.Progress[0] is > 0 and < 0.5, fixture.Progress[^1]));
        Assert.Equal(file, await fixture.DownloadAsync(job));
        Assert.Equal(whole.Loudness, pieced.Loudness);
        Assert.Equal(whole.Silences.Select(segment => segment.Count), pieced.Silences.Select(segment => segment.Count));
        Assert.Equal(whole.Audio, pieced.Audio);

        // A repeat finds it there, with its checkpoints and without them.
        Assert.Equal(whole.Audio, (await fixture.InvokeAsync(job, layout, -16))!.Audio);
        Assert.NotEmpty(await CheckpointsAsync(job));
        await fixture.ForgetAsync(job, layout);
        Assert.Empty(await CheckpointsAsync(job));
        Assert.Equal(whole.Audio, (await fixture.InvokeAsync(job, layout, -16))!.Audio);
    }

    [Fact]
    public async Task A_short_episode_is_made_in_one_go_whatever_the_time()
    {
        var layout = await fixture.SpeakAsync(new AudioOutput(OutputFormats.Mp3, Mono, SampleEncoding.PcmS16Le, 32_000), Mono, seconds: 65, count: 5);
        Assert.True(layout.Chunks.Count > 1);
        Assert.NotNull(await fixture.InvokeAsync(MasteringFixture.NewJob(layout), layout, -16, hasTime: false));
    }

    [Fact]
    public async Task No_more_short_episodes_are_in_memory_at_a_time_than_there_are_cores()
    {
        var layout = await fixture.SpeakAsync(Wav, Mono, seconds: 3, count: 2);
        using var held = fixture.HoldPublishing();
        var episodes = Enumerable.Range(0, Environment.ProcessorCount + 3).Select(_ => fixture.InvokeAsync(MasteringFixture.NewJob(layout), layout, targetLufs: null)).ToList();
        await Eventually.IsTrueAsync(() => held.Count == Environment.ProcessorCount, "as many as there are cores are made", Cancellation);
        // Who is not held back is there within this.
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        Assert.Equal(Environment.ProcessorCount, held.Count);
        held.Dispose();
        Assert.All(await Task.WhenAll(episodes), Assert.NotNull);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(65)]
    public async Task The_first_file_stays_whatever_is_made_after_it(int seconds)
    {
        var layout = await fixture.SpeakAsync(Wav, Mono, seconds, count: 5);
        var (job, first) = (MasteringFixture.NewJob(layout), BinaryData.FromString("Somebody was first."));
        var made = await fixture.InvokeAsync(job, layout, targetLufs: null, meanwhile: () =>
            fixture.Storage.Episodes.GetBlobClient(job.Files.BlobNameOf(EpisodeFile.Audio)).UploadAsync(first, overwrite: true, Cancellation));
        Assert.Equal((first.Length, Convert.ToHexStringLower(SHA256.HashData(first))), (made!.Audio.Bytes, made.Audio.Sha256));
        Assert.Equal(first.ToArray(), await fixture.DownloadAsync(job));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_segment_that_is_not_as_long_as_it_was_laid_out_is_not_joined(int misjudged)
    {
        var layout = await fixture.SpeakAsync(Wav, Mono, seconds: 3, count: 2, misjudged: misjudged);
        var job = MasteringFixture.NewJob(layout);
        await Assert.ThrowsAsync<InvalidDataException>(() => fixture.InvokeAsync(job, layout, targetLufs: null));
        Assert.False(await fixture.Storage.Episodes.GetBlobClient(job.Files.BlobNameOf(EpisodeFile.Audio)).ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task Chunks_whose_blocks_storage_has_dropped_are_made_again()
    {
        var layout = await fixture.SpeakAsync(Wav, Mono, seconds: 40, count: 10);
        var (job, blob) = (MasteringFixture.NewJob(layout), (await fixture.MasterAsync(layout, targetLufs: null)).File);
        Assert.Null(await fixture.InvokeAsync(job, layout, targetLufs: null, hasTime: false));
        // Azurite drops no block after a week; a checkpoint that speaks of one more is the same to whoever goes on from it.
        var checkpoint = fixture.Storage.Jobs.GetBlobClient($"{job.PartitionKey}/mastering/{layout.Fingerprint(null)}/stretch-000000");
        var text = (await checkpoint.DownloadContentAsync(Cancellation)).Value.Content.ToString();
        var blocks = JsonSerializer.Deserialize<MasteredChunk>(text, PipelineJson.Options)!.Blocks;
        await checkpoint.UploadAsync(new BinaryData(text.Replace($"\"blocks\":{blocks}", $"\"blocks\":{blocks + 1}")), overwrite: true, Cancellation);

        Assert.Null(await fixture.InvokeAsync(job, layout, targetLufs: null));
        Assert.NotNull(await fixture.InvokeAsync(job, layout, targetLufs: null));
        Assert.Equal(blob, await fixture.DownloadAsync(job));
    }

    [Fact]
    public async Task At_joins_no_sample_jumps_further_than_inside_speech()
    {
        var layout = await fixture.SpeakAsync(Wav, Mono, seconds: 4, count: 12, level: 0.9f, pauseMs: 0);
        var (_, file) = await fixture.MasterAsync(layout, -16);
        var heard = WavReader.Read(file).Samples;
        var joins = layout.Segments.SelectMany(placed => new[] { placed.Start, placed.End }).Where(at => at > 0 && at < layout.Frames).Distinct().ToHashSet();
        var (atJoins, inside) = (0f, 0f);
        for (var i = 1; i < heard.Length; i++)
        {
            var jump = MathF.Abs(heard[i] - heard[i - 1]);
            (atJoins, inside) = joins.Contains(i) ? (MathF.Max(atJoins, jump), inside) : (atJoins, MathF.Max(inside, jump));
        }

        Assert.True(atJoins <= inside / 10, $"{atJoins} at joins, {inside} inside");
    }

    async Task<List<string>> CheckpointsAsync(JobRow job)
    {
        var names = new List<string>();
        await foreach (var blob in fixture.Storage.Jobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, job.PartitionKey, Cancellation))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    /// <summary>The cosine of the angle between two sounds: 1 for the same.</summary>
    static double Likeness(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var (product, first, second) = (0.0, 0.0, 0.0);
        for (var i = 0; i < one.Length; i++)
        {
            product += (double)one[i] * other[i];
            first += (double)one[i] * one[i];
            second += (double)other[i] * other[i];
        }

        return first < 1e-6 && second < 1e-6 ? 1 : product / Math.Sqrt(first * second);
    }

    static Ebur128 Heard(byte[] file, EpisodeLayout layout) =>
        Ebur128.Of(Ffmpeg.DecodeToFloat(file), layout.Format.SampleRateHz, layout.Format.Channels);

    static float Loudest(ReadOnlySpan<float> samples)
    {
        var loudest = 0f;
        foreach (var sample in samples)
        {
            loudest = MathF.Max(loudest, MathF.Abs(sample));
        }

        return loudest;
    }
}
