using System.Globalization;
using System.Text.Json;

namespace SpeechPipeline.LocalHost.Configuration;

/// <summary>A member of host.json, present or not, with its name for error messages.</summary>
readonly record struct HostJsonMember(string File, string Name, JsonElement? Value)
{
    /// <summary>The member of that name, regardless of case: the Functions host reads the file as configuration.</summary>
    public HostJsonMember this[string name]
    {
        get
        {
            var path = Name.Length == 0 ? name : $"{Name}.{name}";
            if (Value is not { } value)
            {
                return new(File, path, null);
            }

            if (value.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("an object");
            }

            var found = value.EnumerateObject().LastOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
            return new(File, path, found.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : found);
        }
    }

    public int WholeNumber(int minimum, int maximum, int absent)
    {
        if (Value is not { } value)
        {
            return absent;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Wrong(maximum == int.MaxValue ? $"a whole number from {minimum}" : $"a whole number from {minimum} to {maximum}");
    }

    public TimeSpan Span(TimeSpan minimum, TimeSpan maximum, TimeSpan absent)
    {
        if (Value is not { } value)
        {
            return absent;
        }

        return value.ValueKind == JsonValueKind.String
            && TimeSpan.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var span) && span >= minimum && span <= maximum
            ? span
            : throw Wrong($"a time of the form \"hh:mm:ss\", at least {minimum:c}" + (maximum == TimeSpan.MaxValue ? "" : $" and at most {maximum:c}"));
    }

    /// <summary>Null for "-1", which means unlimited in host.json, and for an absent member.</summary>
    public TimeSpan? TimeoutOrUnlimited() =>
        Value is null || (Value is { ValueKind: JsonValueKind.String } value && value.ValueEquals("-1"u8))
            ? null
            : Span(TimeSpan.FromSeconds(1), TimeSpan.FromDays(49), default);

    public string Text(string absent)
    {
        if (Value is not { } value)
        {
            return absent;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong("text");
    }

    public string Choice(string absent, params ReadOnlySpan<string> allowed)
    {
        var text = Text(absent);
        foreach (var choice in allowed)
        {
            if (choice.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        throw Wrong(string.Join(" or ", [.. allowed]));
    }

    HostJsonException Wrong(string allowed) =>
        new($"{File}: {(Name.Length == 0 ? "the whole" : Name)} is {Value?.GetRawText()}; {allowed} is allowed.");
}
