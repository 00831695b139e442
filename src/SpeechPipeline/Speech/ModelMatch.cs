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

    /// <summary>Words that tell the members of a family apart, beside those with a digit.</summary>
    static readonly string[] Sizes = ["tiny", "mini", "small", "medium", "large"];

    /// <returns>The name; null when none of the list is that model.</returns>
    /// <param name="wanted">The model.</param>
    /// <param name="listed">What the endpoint has.</param>
    /// <param name="mayStandIn">Whether a model that is only of the same family may be taken.</param>
    public static string? Of(string wanted, IReadOnlyList<ListedModel> listed, Func<string, bool> mayStandIn)
    {
        // What the wanted name says itself excludes nothing.
        var names = listed.Where(model => model.MaySpeak && !WordsOf(model.Name).Except(WordsOf(wanted)).Any(Hearing.Contains)).Select(static model => model.Name).ToList();
        return Shortest(names.Where(name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase)))
            ?? Shortest(names.Where(name => Last(name).Equals(Last(wanted), StringComparison.OrdinalIgnoreCase)))
            ?? Shortest(names.Where(name => IsKin(wanted, name) && mayStandIn(name)));
    }

    /// <summary>Any model that speaks, where nobody has chosen one; null where none can be told.</summary>
    public static string? Any(IReadOnlyList<ListedModel> listed, Func<string, bool> mayStandIn)
    {
        var able = listed.Where(model => model.MaySpeak && !WordsOf(model.Name).Any(Hearing.Contains) && mayStandIn(model.Name)).ToList();
        return Shortest(able.Where(static model => model.Speaks || WordsOf(model.Name).Any(Speaking.Contains)).Select(static model => model.Name))
            ?? (listed.Count == 1 && able.Count == 1 ? able[0].Name : null);
    }

    /// <summary>
    /// The same family, and no sibling: one publisher gives two names to two models, and versions and sizes that both names have must not
    /// differ. A name may leave them out (<c>orpheus</c>), or have more of them (<c>…-bf16</c>).
    /// </summary>
    static bool IsKin(string wanted, string name)
    {
        if (Family(name) is not { } family || family != Family(wanted) || (Publisher(wanted) is { } publisher && publisher.Equals(Publisher(name), StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        var (asked, offered) = (Variant(wanted), Variant(name));
        return asked.IsSubsetOf(offered) || offered.IsSubsetOf(asked);
    }

    static HashSet<string> Variant(string name) => [.. WordsOf(Last(name)).Where(static word => word.Any(char.IsAsciiDigit) || Sizes.Contains(word))];

    // Variants have longer names: tts-1-hd, …-int8.
    static string? Shortest(IEnumerable<string> names) => names.OrderBy(static name => name.Length).ThenBy(static name => name, StringComparer.Ordinal).FirstOrDefault();

    static string Last(string name) => name[(name.LastIndexOf('/') + 1)..];

    static string? Publisher(string name) => name.LastIndexOf('/') is > 0 and var end ? name[..end] : null;

    static string? Family(string name) => WordsOf(Last(name)).FirstOrDefault() is { Length: > 2 } word && !Common.Contains(word) ? word : null;

    static string[] WordsOf(string name) =>
        name.ToLowerInvariant().Split(['/', '-', '_', '.', ':', ' '], StringSplitOptions.RemoveEmptyEntries);
}
