using System.Buffers;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging.Abstractions;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Jobs;
using SpeechPipeline.Mastering;
using SpeechPipeline.Publishing;
using SpeechPipeline.Segments;
using SpeechPipeline.Specs.Audio;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Mastering;

/// <summary>The mastering of episodes of made-up speech, on real storage.</summary>
public sealed class MasteringFixture : IAsyncLifetime
{
    static readonly CancellationToken Cancellation = CancellationToken.None;

    readonly Dictionary<(int, int), float[]> _voices = [];
    readonly PublishingGate _publishing = new() { InnerHandler = new SocketsHttpHandler() };
    JobFixture? _core;

    public PipelineStorage Storage => _core!.Storage;

    /// <summary>What is in memory in production is staged here: no test needs more than some minutes of sound.</summary>
    EpisodeMaster Master => field ??= new EpisodeMaster(Storage, Store, TimeProvider.System, NullLogger<EpisodeMaster>.Instance) { MostBytesInMemory = 8 * 1024 * 1024 };

    SegmentStore Store => _core!.Get<SegmentStore>();

    public async ValueTask InitializeAsync() => _core = await JobFixture.StartAsync(new HttpClientTransport(_publishing));

    /// <summary>From now on every file waits before it is published, until this is disposed of.</summary>
    public HeldPublishing HoldPublishing() => _publishing.Held = new HeldPublishing();

    public async ValueTask DisposeAsync()
    {
        await _core!.DisposeAsync();
        _publishing.Dispose();
    }

    /// <summary>Stores segments of so many seconds, each louder or softer than the one before, with pauses between.</summary>
    /// <param name="misjudged">By how many frames the last one is longer in the layout than in storage.</param>
    /// <param name="leadInMs">Silence before the first.</param>
    /// <param name="leadOutMs">Silence after the last.</param>
    public async Task<EpisodeLayout> SpeakAsync(AudioOutput output, PcmFormat speech, double seconds, int count, float level = 0.3f, int pauseMs = 600, int misjudged = 0, int leadInMs = 0, int leadOutMs = 0)
    {
        var (segments, stored) = (new List<PlannedSegment>(), new List<StoredSegment>());
        for (var i = 0; i < count; i++)
        {
            var frames = (int)(speech.SampleRateHz * seconds) + (i * 7);
            var mono = Voice(speech.SampleRateHz, (int)seconds + 10).AsSpan(i * speech.SampleRateHz / 3, frames);
            var samples = new float[frames * speech.Channels];
            for (var at = 0; at < samples.Length; at++)
            {
                samples[at] = mono[at / speech.Channels] * level * (1 - (0.1f * (i % 5)));
            }

            await StoreAsync(segments, stored, new PcmAudio(speech, samples), i == count - 1 ? 0 : pauseMs);
        }

        stored[^1] = stored[^1] with { Frames = stored[^1].Frames + misjudged };
        return EpisodeLayout.Lay(output, segments, stored, leadInMs, leadOutMs);
    }

    /// <summary>Stores a segment of each form: a tone of so many Hz on all its channels, for two seconds.</summary>
    public async Task<EpisodeLayout> SoundAsync(AudioOutput output, IEnumerable<PcmFormat> forms, int hz)
    {
        var (segments, stored) = (new List<PlannedSegment>(), new List<StoredSegment>());
        foreach (var form in forms)
        {
            var samples = new float[2 * form.SampleRateHz * form.Channels];
            for (var at = 0; at < samples.Length; at++)
            {
                samples[at] = 0.3f * MathF.Sin(2 * MathF.PI * hz * (at / form.Channels) / form.SampleRateHz);
            }

            await StoreAsync(segments, stored, new PcmAudio(form, samples), pauseMs: 400);
        }

        return EpisodeLayout.Lay(output, segments, stored);
    }

    async Task StoreAsync(List<PlannedSegment> segments, List<StoredSegment> stored, PcmAudio audio, int pauseMs)
    {
        var segment = new PlannedSegment(segments.Count, 0, segments.Count, "Something.", pauseMs, Guid.NewGuid().ToString("N"), 0);
        segments.Add(segment);
        stored.Add(await Store.WriteAsync(segment, SpeechTake.Of(audio), "test", 1, Cancellation));
    }

    // One voice a rate and length: every segment is another cut of it.
    float[] Voice(int rate, int seconds)
    {
        if (!_voices.TryGetValue((rate, seconds), out var voice))
        {
            _voices[(rate, seconds)] = voice = Signals.Voice(rate, rate * seconds);
        }

        return voice;
    }

    public static JobRow NewJob(EpisodeLayout layout) =>
        new() { Id = JobId.New(TimeProvider.System), ResponseFormat = layout.Output.Container.ToString().ToLowerInvariant() };

    /// <summary>The shares of the work that the master told, in order, over all invocations.</summary>
    public List<double> Progress { get; } = [];

    /// <summary>One invocation: null where it did not finish.</summary>
    /// <param name="meanwhile">What happens while the tags are asked for.</param>
    public Task<MasteredEpisode?> InvokeAsync(JobRow job, EpisodeLayout layout, double? targetLufs, bool hasTime = true, Func<Task>? meanwhile = null) =>
        InvokeAsync(job, layout, targetLufs is { } lufs ? TargetLoudness.Integrated(lufs) : null, hasTime, meanwhile);

    public async Task<MasteredEpisode?> InvokeAsync(JobRow job, EpisodeLayout layout, TargetLoudness? target, bool hasTime = true, Func<Task>? meanwhile = null)
    {
        var blob = Storage.Episodes.GetBlockBlobClient(job.Files.BlobNameOf(EpisodeFile.Audio));
        using var sound = await Master.MasterAsync(job.PartitionKey, blob, layout, target, hasTime ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue, Progress.Add, Cancellation);
        if (sound is null)
        {
            return null;
        }

        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        return await sound.PublishAsync(new EpisodeTags(layout.Format.SampleRateHz, "A title"), Cancellation);
    }

    public Task ForgetAsync(JobRow job, EpisodeLayout layout) => Master.ForgetAsync(job.PartitionKey, layout, Cancellation);

    public Task<(MasteredEpisode Episode, byte[] File)> MasterAsync(EpisodeLayout layout, double? targetLufs) =>
        MasterAsync(layout, targetLufs is { } lufs ? TargetLoudness.Integrated(lufs) : null);

    public async Task<(MasteredEpisode Episode, byte[] File)> MasterAsync(EpisodeLayout layout, TargetLoudness? target)
    {
        var job = NewJob(layout);
        var episode = await InvokeAsync(job, layout, target);
        return (episode!, await DownloadAsync(job));
    }

    public async Task<byte[]> DownloadAsync(JobRow job) =>
        (await Storage.Episodes.GetBlobClient(job.Files.BlobNameOf(EpisodeFile.Audio)).DownloadContentAsync(Cancellation)).Value.Content.ToArray();

    /// <summary>The episode as it sounds without mastering, samples interleaved: what was stored, one after the other.</summary>
    public async Task<float[]> JoinAsync(EpisodeLayout layout)
    {
        var whole = new ArrayBufferWriter<float>();
        var at = 0L;
        foreach (var placed in layout.Segments)
        {
            whole.Write(new float[(placed.Start - at) * layout.Format.Channels]);
            whole.Write(PcmConversion.To(await Store.ReadAsync(placed.Segment, placed.Stored, Cancellation), layout.Format).Samples);
            at = placed.End;
        }

        whole.Write(new float[(layout.Frames - at) * layout.Format.Channels]);
        return whole.WrittenSpan.ToArray();
    }
}
