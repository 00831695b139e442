using System.Globalization;
using System.Text.Json;

namespace SpeechPipeline.Requests;

/// <summary>
/// Reads the fields of one JSON object by name and type, and collects every problem instead of stopping at the first.
/// A field that is <c>null</c> counts as absent.
/// </summary>
/// <param name="json">The object.</param>
/// <param name="pointer">The beginning of pointers to its fields.</param>
/// <param name="problems">Receives the problems.</param>
/// <param name="defaults">
/// An object with default values for missing fields. The object's own fields win; a field that is <c>null</c> removes the default. Objects that
/// both have are merged in the same way. Null: there are no defaults.
/// </param>
sealed class RequestFields(JsonElement json, string pointer, List<FieldProblem> problems, JsonElement? defaults = null)
{
    /// <summary>The most problems that are listed for one request.</summary>
    public const int MostProblems = 50;

    const int LongestName = 200;

    readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Pointer(string name) => pointer + Escaped(name);

    public void Problem(string name, string detail) => Add(Pointer(name), detail);

    /// <summary>Reports a problem with one member or item of a field.</summary>
    public void ProblemBelow(string name, string child, string detail) => Add($"{Pointer(name)}/{Escaped(child)}", detail);

    public bool Has(string name) => Find(name) is not null;

    public string? Text(string name, int maxLength = int.MaxValue)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return Wrong<string?>(name, value, "a string");
        }

        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Problem(name, "has half of a surrogate pair, which is not valid text.");
            return null;
        }

        if (text.Length > maxLength)
        {
            Problem(name, $"has {text.Length} characters; at most {maxLength} are allowed.");
            return null;
        }

        return text;
    }

    /// <summary>Bytes that the JSON has as base64.</summary>
    public byte[]? Bytes(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) ? bytes
        : Wrong<byte[]?>(name, value, "a string of base64");

    public int? Integer(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : Wrong<int?>(name, value, "an integer");

    /// <summary>An amount of money: a number that is not negative.</summary>
    public decimal? Amount(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount) && amount >= 0 ? amount
        : Wrong<decimal?>(name, value, "a number of 0 or more");

    public bool? Flag(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : Wrong<bool?>(name, value, "true or false");

    /// <summary>The value that the text names; null if it is absent, or is not allowed, which is reported.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> allowed)
        where T : struct =>
        Word(name, allowed.Keys) is { } word ? allowed[word] : null;

    /// <inheritdoc cref="Choice{T}(string, IReadOnlyDictionary{string, T})"/>
    public T? ObjectOf<T>(string name, IReadOnlyDictionary<string, T> allowed)
        where T : class =>
        Word(name, allowed.Keys) is { } word ? allowed[word] : null;

    string? Word(string name, IEnumerable<string> allowed)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (allowed.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        Problem(name, $"is '{Shorten(text)}'; allowed are {string.Join(", ", allowed)}.");
        return null;
    }

    public int? Choice(string name, IReadOnlyCollection<int> allowed)
    {
        if (Integer(name) is not { } number)
        {
            return null;
        }

        if (allowed.Contains(number))
        {
            return number;
        }

        Problem(name, $"is {number}; allowed are {string.Join(", ", allowed)}.");
        return null;
    }

    /// <summary>A date in ISO 8601 form.</summary>
    public DateOnly? Day(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Problem(name, $"is '{Shorten(text)}'; it must be a date such as 2026-05-17.");
        return null;
    }

    public RequestFields? Object(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? new RequestFields(value, Pointer(name) + "/", problems, ObjectBelow(name))
        : Wrong<RequestFields?>(name, value, "an object");

    /// <summary>The value unchanged; an object is merged with its defaults.</summary>
    public JsonElement? Raw(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object && ObjectBelow(name) is { } below ? JsonSerializer.Deserialize<JsonElement>(JobDefaults.Merge(below, value))
        : value;

    /// <summary>The value unchanged; null if it is absent, or has invalid text, which is reported.</summary>
    public JsonElement? RawText(string name)
    {
        if (Find(name) is not { } value || JsonBody.IsText(value))
        {
            return Find(name);
        }

        Problem(name, "has half of a surrogate pair, which is not valid text.");
        return null;
    }

    /// <summary>The names and values of the object, for objects with names that the caller chooses.</summary>
    public IEnumerable<string> Names => Properties.Select(property => property.Name);

    /// <summary>The fields that no one has read.</summary>
    public Dictionary<string, JsonElement> Others() => Properties.Where(property => !_known.Contains(property.Name))
        .ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);

    /// <summary>Whether a field of that name, in any case, has been read.</summary>
    public bool Knows(string name) => _known.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reports every field that no one has read as unknown.</summary>
    public void RefuseOthers()
    {
        var known = string.Join(", ", _known.Order(StringComparer.Ordinal));
        foreach (var name in Names.Where(name => !_known.Contains(name)).TakeWhile(_ => problems.Count < MostProblems))
        {
            Problem(name, $"is not a known field; allowed are {known}.");
        }
    }

    /// <summary>Reports a value of the wrong kind.</summary>
    public void Refuse(string name, JsonElement value, string expected) => Problem(name, $"is {Describe(value)}; it must be {expected}.");

    IEnumerable<JsonProperty> Properties => defaults is not { } below
        ? json.EnumerateObject()
        : json.EnumerateObject().Concat(below.EnumerateObject().Where(property => !json.TryGetProperty(property.Name, out _)));

    JsonElement? Find(string name)
    {
        _known.Add(name);
        var isThere = json.TryGetProperty(name, out var value) || defaults?.TryGetProperty(name, out value) == true;
        return isThere && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>The object of that name in the defaults, if both have one.</summary>
    JsonElement? ObjectBelow(string name) =>
        defaults is { } below && json.TryGetProperty(name, out _) && below.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    T? Wrong<T>(string name, JsonElement value, string expected)
    {
        Refuse(name, value, expected);
        return default;
    }

    void Add(string where, string detail)
    {
        if (problems.Count < MostProblems)
        {
            problems.Add(new FieldProblem(where, detail));
        }
        else if (problems.Count == MostProblems)
        {
            problems.Add(new FieldProblem("#", $"has more problems; only the first {MostProblems} are listed. Correct them and submit again."));
        }
    }

    static string Escaped(string name) => Cut(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => $"the number {Shorten(value.GetRawText())}",
        _ => value.GetRawText(),
    };

    static string Cut(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";

    static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
