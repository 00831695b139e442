using System.Text.Json;

namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>The fields of a request's body, each read as what it must be. A field that is null is a field that is absent; others are ignored.</summary>
sealed class JsonFields(JsonElement body)
{
    /// <exception cref="RefusedException">The field is missing or no text.</exception>
    public string RequiredText(string field) => Text(field) ?? throw RefusedException.Missing(field);

    public string? Text(string field)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw WrongType(field, "a string", value);
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair, written as an escape: JSON allows it, text does not.
            throw new RefusedException(400, EndpointError.InvalidRequest($"'{field}' is not valid Unicode.", field, "invalid_value"), e);
        }
    }

    public int? Integer(string field)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw WrongType(field, "an integer", value);
    }

    public double? Number(string field) => Find(field) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw WrongType(field, "a number", value);

    public bool? Boolean(string field) => Find(field) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw WrongType(field, "true or false", value),
    };

    /// <summary>One of the named values.</summary>
    public T? Choice<T>(string field, params (string Name, T Value)[] choices)
        where T : struct
    {
        if (Text(field) is not { } name)
        {
            return null;
        }

        foreach (var choice in choices)
        {
            if (choice.Name == name)
            {
                return choice.Value;
            }
        }

        throw RefusedException.Invalid(field, $"is {Quote(name)}; allowed are {string.Join(", ", choices.Select(choice => choice.Name))}.");
    }

    public JsonElement? Find(string field) =>
        body.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A value for a message, shortened.</summary>
    public static string Quote(string value) => value.Length <= 60 ? $"'{value}'" : $"'{value[..60]}...'";

    static RefusedException WrongType(string field, string expected, JsonElement found) =>
        RefusedException.Invalid(field, $"must be {expected}, not {found.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => $"the number {found.GetRawText()[..Math.Min(found.GetRawText().Length, 60)]}",
            _ => found.GetRawText(),
        }}.", "invalid_type");
}
