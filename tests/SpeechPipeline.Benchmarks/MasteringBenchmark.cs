using System.Diagnostics;
using System.Globalization;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.Mastering;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.TestTools;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// What it takes to make an MP3 of 16 kHz and 64 kbit/s out of stored segments, from storage (Azurite, in a process of its own) to storage,
/// beside what ffmpeg takes for the same WAV files on disk. Each length runs in a process of its own under one fixed limit of the heap.
/// </summary>
static class MasteringBenchmark
{
    public const string OneLength = "mastering-of";

    const long HeapLimit = 180L << 20;
    const int Parts = 300;
    const double PartSeconds = 11.4;
    const int PauseMs = 600;

    static readonly PcmFormat Format = new(16_000, 1);
    static readonly AudioOutput Output = new(OutputFormats.Mp3, Format, SampleEncoding.PcmS16Le, 64_000);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("speech-mastering-").FullName;
        try
        {
            await using var azurite = await AzuriteServer.StartAsync();
            await StoreAsync(azurite.ConnectionString, folder);
            var hour = Run(azurite.ConnectionString, 60);
            var concat = Ffmpeg(folder, "-ar", "16000");
            var loudnorm = Ffmpeg(folder, "-af", "loudnorm=I=-16:TP=-1", "-ar", "16000");
            Console.WriteLine($"1 h: ours {hour.Seconds:0.0} s; ffmpeg with loudnorm {loudnorm:0.0} s, ours is {hour.Seconds / loudnorm:0.00} x (target 0.25); "
                + $"ffmpeg without loudness {concat:0.0} s, ours is {hour.Seconds / concat:0.00} x (target 1.6)");
            foreach (var minutes in (int[])[10, 60, 600])
            {
                var cost = minutes == 60 ? hour : Run(azurite.ConnectionString, minutes);
                Console.WriteLine($"{minutes,4} min under a heap limit of {HeapLimit >> 20} MiB: {cost.Seconds:0.0} s = {cost.Seconds * 60 / minutes / hour.Seconds:0.00} x per hour; "
                    + $"{cost.HeapMegabytes:0} MB of heap after the last collection, {cost.ResidentMegabytes:0} MB resident at most; {cost.Loudness}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>In the process of its own: masters so many minutes, and says what it took.</summary>
    public static async Task RunOneAsync(string connectionString, int minutes)
    {
        await using var services = Build(connectionString);
        var (store, master) = (services.GetRequiredService<SegmentStore>(), services.GetRequiredService<EpisodeMaster>());
        var segments = Enumerable.Range(0, Parts * minutes / 60).Select(Segment).ToList();
        var known = new List<StoredSegment>();
        foreach (var segment in segments.Take(Parts))
        {
            known.Add((await store.FindAsync(segment, SpeechChoice.None, CancellationToken.None))!);
        }

        var layout = EpisodeLayout.Lay(Output, segments, [.. segments.Select((_, i) => known[i % known.Count])]);
        var job = JobId.New(TimeProvider.System).ToString();
        var began = Stopwatch.GetTimestamp();
        var blob = services.GetRequiredService<PipelineStorage>().Episodes.GetBlockBlobClient($"{job}/audio.mp3");
        using var sound = await master.MasterAsync(job, blob, layout, TargetLoudness.Integrated(TargetLoudness.DefaultLufs), DateTimeOffset.MaxValue, _ => { }, CancellationToken.None);
        var episode = await sound!.PublishAsync(new EpisodeTags(Format.SampleRateHz, "A benchmark"), CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{seconds};{GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes / 1e6};{self.PeakWorkingSet64 / 1e6};{layout.Frames / 16_000.0 / 60:0.0} min at {episode!.Loudness.ReachedLufs} LUFS, {episode.Loudness.TruePeakDbtp} dBTP"));
    }

    static PlannedSegment Segment(int i) => new(i, 0, i, "Something.", PauseMs, $"{i % Parts:D64}", 0);

    static async Task StoreAsync(string connectionString, string folder)
    {
        await using var services = Build(connectionString);
        await services.GetRequiredService<PipelineStorage>().CreateAsync(CancellationToken.None);
        var store = services.GetRequiredService<SegmentStore>();
        var speech = await SpeechAsync();
        var list = new List<string>();
        var pause = Path.Combine(folder, "pause.wav");
        await WriteWavAsync(pause, new float[PauseMs * 16]);
        for (var i = 0; i < Parts; i++)
        {
            // Every part is another cut of the same minutes of speech, at another level.
            var frames = (int)(PartSeconds * Format.SampleRateHz);
            var from = i * 7_919 % (speech.Length - frames);
            var part = speech.AsSpan(from, frames).ToArray();
            for (var at = 0; at < part.Length; at++)
            {
                part[at] *= 1 - (0.05f * (i % 7));
            }

            var written = await store.WriteAsync(Segment(i), SpeechTake.Of(new PcmAudio(Format, part)), "bench", 1, CancellationToken.None);
            var stored = await store.ReadAsync(Segment(i), written, CancellationToken.None);
            await WriteWavAsync(Path.Combine(folder, $"{i:D4}.wav"), stored.Samples);
            list.Add($"file '{i:D4}.wav'");
            list.Add("file 'pause.wav'");
        }

        await File.WriteAllLinesAsync(Path.Combine(folder, "list.txt"), list);
    }

    static async Task<float[]> SpeechAsync()
    {
        var words = string.Join(' ', Enumerable.Repeat(
            "The keeper climbed the stair each evening, and lit the lamp before the sun had gone. Ships came by in the dark; none of them knew his name.", 8));
        return (await Flite.Shared.SpeakAsync(FliteVoice.Slt, words, CancellationToken.None)).Samples;
    }

    static async Task WriteWavAsync(string path, float[] samples)
    {
        var body = new System.Buffers.ArrayBufferWriter<byte>();
        PcmCodec.Encode(samples, SampleEncoding.PcmS16Le, body);
        await File.WriteAllBytesAsync(path, (byte[])[.. WavHeader.Build(Format, SampleEncoding.PcmS16Le, body.WrittenCount), .. body.WrittenSpan]);
    }

    static (double Seconds, double HeapMegabytes, double ResidentMegabytes, string Loudness) Run(string connectionString, int minutes)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [OneLength, connectionString, $"{minutes}"]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = $"{HeapLimit:X}";
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd().Trim().Split(';');
        process.WaitForExit();
        return process.ExitCode == 0
            ? (Number(said[0]), Number(said[1]), Number(said[2]), said[3])
            : throw new InvalidOperationException($"{minutes} minutes could not be mastered under the limit (exit code {process.ExitCode}).");

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    static double Ffmpeg(string folder, params string[] filter)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(
            NpmTool.PathOf("@ffmpeg-installer", "ffmpeg"),
            ["-nostdin", "-v", "error", "-f", "concat", "-safe", "0", "-i", Path.Combine(folder, "list.txt"), .. filter, "-c:a", "libmp3lame", "-b:a", "64k", "-y", Path.Combine(folder, "out.mp3")]))!;
        process.WaitForExit();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException($"ffmpeg ended with {process.ExitCode}.");
    }

    static ServiceProvider Build(string connectionString) => new ServiceCollection().AddLogging().AddSpeechPipeline(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [StorageClients.Setting] = connectionString,
            ["Speech:BaseAddress"] = "http://127.0.0.1:9",
        }).Build()).BuildServiceProvider();
}
