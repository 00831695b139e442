using System.Buffers;

namespace SpeechPipeline.Requests;

/// <summary>The name of a show, used in addresses: 1 to 64 of <c>a-z</c>, <c>0-9</c> and <c>-</c>, a letter or a digit first.</summary>
public readonly record struct ShowName
{
    public const int MaxLength = 64;

    /// <summary>For messages: continues "must be".</summary>
    public const string Form = "1 to 64 of a-z, 0-9 and '-', beginning with a letter or a digit";

    static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    readonly string? _value;

    ShowName(string value) => _value = value;

    public static bool TryParse(string? text, out ShowName name)
    {
        var valid = text is { Length: > 0 and <= MaxLength } && text[0] != '-' && !text.AsSpan().ContainsAnyExcept(Letters);
        name = valid ? new ShowName(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException"><paramref name="text"/> is not a valid name of a show.</exception>
    public static ShowName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not the name of a show.");

    /// <summary>The name; empty if it was never set.</summary>
    public override string ToString() => _value ?? "";
}
