using System.Globalization;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Specs.Articles;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// How many faults in speech are noticed, and how many good segments are asked for again. Segments of a novel and of web pages, where they
/// are there, are spoken by four voices of the built-in endpoint and varied as those of neural voices are (<see cref="VariedSpeech"/>), in
/// episodes of ten. Each is judged as the first of its episode, as the last, and when all are there.
/// </summary>
static class CompletenessBenchmark
{
    const int EpisodesOfVoice = 6, SegmentsOfEpisode = 10;

    static readonly string[] Pages = ["heise", "wikipedia", "v8-blog", "lwn-1", "mozilla-1", "google-sre-book-1"];

    static TimeSpan _measuring, _judging;
    static int _measured, _judged;

    public static async Task RunAsync()
    {
        var (tallies, held) = (new Dictionary<string, CompletenessTally>(StringComparer.Ordinal), new Dictionary<string, CompletenessTally>(StringComparer.Ordinal));
        foreach (var voice in (FliteVoice[])[FliteVoice.Slt, FliteVoice.Rms, FliteVoice.Awb, FliteVoice.Kal16])
        {
            var random = new Random(7 + (int)voice);
            foreach (var (episode, texts) in Episodes(random).Index())
            {
                foreach (var (kind, seconds, first, last, end) in await EpisodeAsync(voice, texts, random))
                {
                    foreach (var tally in (Dictionary<string, CompletenessTally>[])(episode < EpisodesOfVoice / 2 ? [tallies] : [tallies, held]))
                    {
                        (tally.TryGetValue(kind, out var known) ? known : tally[kind] = new CompletenessTally()).Add(seconds, first, last, first || end);
                    }
                }
            }
        }

        tallies.Remove(Good, out var good);
        Console.WriteLine($"{good!.Count} good segments, asked for again: {good}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_measuring.TotalMilliseconds / _measured:0.0} ms of CPU time to measure a take, {_judging.TotalMilliseconds / _judged:0.0} ms to judge it"));
        Console.WriteLine("The other half of each voice's episodes, by which the bound on repeated sound was not set:");
        Console.WriteLine($"  good segments asked for again: {held[Good]}");
        foreach (var (kind, tally) in held.Where(pair => pair.Key.Contains("said", StringComparison.Ordinal)))
        {
            Console.WriteLine($"  {kind} | {tally.Row()}");
        }

        Console.WriteLine("| fault | longer than 1 s | noticed | of these as the first | as the last | 1 s and shorter | noticed |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (kind, tally) in tallies.Append(new("all", CompletenessTally.Of(tallies.Values))))
        {
            Console.WriteLine($"| {kind} | {tally.Row()} |");
        }
    }

    const string Good = "";

    static async Task<List<(string Kind, double Seconds, bool First, bool Last, bool End)>> EpisodeAsync(FliteVoice voice, List<string> texts, Random random)
    {
        var spoken = await Task.WhenAll(texts.Select(SpeakAsync));
        var faulty = await Task.WhenAll(texts.Select((text, i) => SpeechFaults.OfAsync(text, spoken[i], spoken[(i + 1) % spoken.Length], SpeakAsync, new Random(random.Next()))));
        var takes = spoken.Select(audio => Heard.Of(VariedSpeech.Recorded(VariedSpeech.Of(audio, random), random))).ToList();
        var results = new List<(string, double, bool, bool, bool)>();
        for (var i = 0; i < texts.Count; i++)
        {
            var before = Pace(Enumerable.Range(0, texts.Count).Where(j => j != i).Select(j => (texts[j], takes[j])));
            foreach (var (kind, seconds, audio) in faulty[i])
            {
                Add(kind, seconds, Heard.Of(audio));
            }

            Add(Good, 0, takes[i]);

            void Add(string kind, double seconds, Heard heard)
            {
                var began = Environment.CpuUsage.TotalTime;
                var all = Pace(texts.Select((text, j) => (text, j == i ? heard : takes[j])));
                results.Add((kind, seconds, Notices(new SpeakingPace(), texts[i], heard), Notices(before, texts[i], heard), Notices(all, texts[i], heard)));
                (_judging, _judged) = (_judging + Environment.CpuUsage.TotalTime - began, _judged + 3);
            }
        }

        return results;

        Task<PcmAudio> SpeakAsync(string text) => Flite.Shared.SpeakAsync(voice, text, CancellationToken.None);
    }

    static SpeakingPace Pace(IEnumerable<(string Text, Heard Heard)> takes)
    {
        var pace = new SpeakingPace();
        foreach (var (text, (audio, seconds, shape)) in takes)
        {
            pace.Add(new PlannedSegment(0, 0, 0, text, 0, "", 0), new StoredSegment((int)(seconds * audio.Format.SampleRateHz), audio.Format.SampleRateHz, 1, "", 1, shape));
        }

        return pace;
    }

    static bool Notices(SpeakingPace pace, string text, Heard heard) =>
        SpeechPlausibility.Problem(text, heard.Audio, heard.Seconds) is not null
        || pace.IsOutlier(text, null, heard.Seconds, new SpeechModel().LettersPerSecond)
        || pace.Doubt(text, null, heard.Shape, VoiceHabit.OfAny(1)) is not null;

    static IEnumerable<List<string>> Episodes(Random random)
    {
        var sources = Pages.Select(RealArticles.Page).OfType<string>().Select(path => Planned(ArticleFormats.Html, File.ReadAllText(path)))
            .Append(Planned(ArticleFormats.Text, RealArticles.Novel() ?? MadeUpNovel.Text()))
            .Where(texts => texts.Count >= SegmentsOfEpisode).ToList();
        for (var episode = 0; episode < EpisodesOfVoice; episode++)
        {
            // Half from the novel.
            var texts = episode % 2 == 0 ? sources[^1] : sources[random.Next(sources.Count)];
            yield return texts.GetRange(random.Next(texts.Count - SegmentsOfEpisode + 1), SegmentsOfEpisode);
        }
    }

    static List<string> Planned(ArticleFormat format, string content)
    {
        var request = new JobRequest(
            new(format, Title: "Benchmark"), new("hexgrad/Kokoro-82M", "af_heart", "en"),
            new(OutputFormats.Mp3, SampleEncoding.PcmS16Le, null, 128_000), new(null, null, new Dictionary<string, string>()));
        var planner = new ArticlePlanner(Options.Create(new SpeechOptions { Identity = "none" }), Options.Create(new PauseSettings()));
        // The voices speak English only.
        return [.. planner.Plan(request, ArticleReader.Read(ArticleSource.FromText(format, content))).Segments.Select(segment => segment.Text).Where(text => text.Any(char.IsAsciiLetter))];
    }

    /// <summary>A take, and what is measured of it once.</summary>
    sealed record Heard(PcmAudio Audio, double Seconds, SpeechShape Shape)
    {
        public static Heard Of(PcmAudio audio)
        {
            var began = Environment.CpuUsage.TotalTime;
            var shape = SpeechShape.Of(audio);
            (_measuring, _measured) = (_measuring + Environment.CpuUsage.TotalTime - began, _measured + 1);
            return new Heard(audio, SpeechEdges.TrimmedSeconds(audio), shape);
        }
    }
}
