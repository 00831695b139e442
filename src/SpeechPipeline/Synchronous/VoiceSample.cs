using SpeechPipeline.Audio;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Synchronous;

/// <summary>A sentence in a voice, to choose one by hearing it. It is spoken, and paid for, once: then it comes from the store of segments.</summary>
public sealed class VoiceSample(ArticlePlanner planner, SegmentSynthesizer synthesizer, SegmentStore segments, TimeProvider time)
{
    /// <summary>Stands in the stored segment in the place of a job.</summary>
    const string Owner = "voice-sample";

    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    static readonly Dictionary<string, string> Sentences = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ar"] = "هكذا أقرأ لك مقالاتك، بهدوء ووضوح، من السطر الأول إلى الأخير.",
        ["de"] = "So lese ich deine Artikel vor: ruhig, deutlich und vom ersten Satz bis zum letzten.",
        ["en"] = "This is how I read your articles: calmly, clearly, and from the first line to the last.",
        ["es"] = "Así leo tus artículos: con calma, con claridad y desde la primera línea hasta la última.",
        ["fr"] = "Voici comment je lis vos articles : calmement, clairement, de la première ligne à la dernière.",
        ["hi"] = "मैं आपके लेख इसी तरह पढ़ती हूँ: शांति से, साफ़ और पहली पंक्ति से आख़िरी तक।",
        ["it"] = "Così leggo i tuoi articoli: con calma, con chiarezza, dalla prima riga all'ultima.",
        ["ja"] = "このような声で、記事を最初から最後まで、落ち着いてはっきりと読み上げます。",
        ["ko"] = "이런 목소리로 글을 처음부터 끝까지 차분하고 또렷하게 읽어 드립니다.",
        ["nl"] = "Zo lees ik je artikelen voor: rustig, duidelijk en van de eerste regel tot de laatste.",
        ["pl"] = "Tak czytam twoje artykuły: spokojnie, wyraźnie, od pierwszego zdania do ostatniego.",
        ["pt"] = "É assim que leio os seus artigos: com calma, com clareza, da primeira linha à última.",
        ["ru"] = "Вот так я читаю ваши статьи: спокойно, ясно, от первой строки до последней.",
        ["sv"] = "Så här läser jag dina artiklar: lugnt, tydligt och från första raden till den sista.",
        ["tr"] = "Yazılarınızı işte böyle okuyorum: sakin, anlaşılır ve ilk satırdan sonuncusuna kadar.",
        ["zh"] = "我就是这样朗读文章的：平静、清晰，从第一行读到最后一行。",
    };

    /// <summary>What is said in a language; English where there is no sentence for it.</summary>
    /// <param name="language">A language tag; null: English.</param>
    public static string SentenceIn(string? language) => Sentences.GetValueOrDefault((language ?? "en").Split('-')[0], Sentences["en"]);

    /// <param name="submission">A request to speak <see cref="SentenceIn"/>.</param>
    /// <param name="cancellationToken">Cancelled when the caller is gone.</param>
    /// <returns>16-bit WAV; or why there is none now, or ever.</returns>
    public async Task<(BinaryData? Wav, SegmentOutcome Outcome)> SpeakAsync(JobSubmission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        var plan = planner.Plan(submission.Request, submission.Article!);
        var segment = plan.Segments[0];
        var outcome = await synthesizer.SpeakAsync(
            Owner, segment, planner.Speech(plan.Request, segment.Text, segment.Speaker), new SpeakingPace(plan.Request.SpokenLanguage), time.GetUtcNow() + LongestWait, cancellationToken);
        return outcome is SegmentOutcome.Done { Stored: var stored }
            ? (WavFile.Of(await segments.ReadAsync(segment with { Take = stored.Take }, stored, cancellationToken)), outcome)
            : (null, outcome);
    }
}
