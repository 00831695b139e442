namespace SpeechPipeline.Speech;

/// <summary>Finds the endpoint's name for a model: <c>kokoro</c> and <c>speaches-ai/Kokoro-82M-v1.0-ONNX</c> both are <c>hexgrad/Kokoro-82M</c>.</summary>
static class ModelMatch
{
    /// <summary>Words that name what a model does, not which it is.</summary>
    static readonly string[] Common = ["tts", "gpt", "model", "speech", "audio", "voice", "v1", "openai", "text", "the"];

    /// <summary>Words in the names of models that speak.</summary>
    static readonly string[] Speaking = ["tts", "speech", "kokoro", "orpheus", "sonic", "xtts", "piper", "chatterbox", "voice", "voxtral", "bark"];

    /// <summary>Words in the names of models that hear, or do something else with sound.</summary>
    static readonly string[] Hearing = ["whisper", "transcribe", "asr", "stt", "realtime", "diarization", "vad", "embedding"];

    /// <returns>The name; null when none of the list is that model.</returns>
    /// <param name="wanted">The model.</param>
    /// <param name="listed">What the endpoint has.</param>
    public static string? Of(string wanted, IReadOnlyList<ListedModel> listed)
    {
        var names = listed.Where(static model => model.MaySpeak).Select(static model => model.Name).ToList();
        return Shortest(names.Where(name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase)))
            ?? Shortest(names.Where(name => Last(name).Equals(Last(wanted), StringComparison.OrdinalIgnoreCase)))
            ?? Shortest(names.Where(name => Family(name) is { } family && family == Family(wanted)));
    }

    /// <summary>Any model that speaks, where nobody has chosen one; null where none can be told.</summary>
    public static string? Any(IReadOnlyList<ListedModel> listed)
    {
        var able = listed.Where(static model => model.MaySpeak && !WordsOf(model.Name).Any(word => Hearing.Contains(word))).ToList();
        return Shortest(able.Where(static model => model.Speaks || WordsOf(model.Name).Any(word => Speaking.Contains(word))).Select(static model => model.Name))
            ?? (listed.Count == 1 && able.Count == 1 ? able[0].Name : null);
    }

    // Variants have longer names: tts-1-hd, …-int8.
    static string? Shortest(IEnumerable<string> names) => names.OrderBy(static name => name.Length).ThenBy(static name => name, StringComparer.Ordinal).FirstOrDefault();

    static string Last(string name) => name[(name.LastIndexOf('/') + 1)..];

    static string? Family(string name) => WordsOf(Last(name)).FirstOrDefault() is { Length: > 2 } word && !Common.Contains(word) ? word : null;

    static string[] WordsOf(string name) =>
        name.ToLowerInvariant().Split(['/', '-', '_', '.', ':', ' '], StringSplitOptions.RemoveEmptyEntries);
}
