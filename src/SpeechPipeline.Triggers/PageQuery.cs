using System.Globalization;
using Microsoft.AspNetCore.Http;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Triggers;

/// <summary>The parameters of a listing: <c>status</c>, <c>limit</c> and a cursor.</summary>
sealed class PageQuery(HttpRequest request, List<FieldProblem> problems)
{
    const int DefaultLimit = 50;
    const int MaxLimit = 200;

    public delegate bool TryParse<T>(string text, out T value);

    /// <summary>The text of a parameter; null if there is none.</summary>
    public string? Text(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    public T? Status<T>()
        where T : struct, Enum
    {
        if (Text("status") is not { } text)
        {
            return null;
        }

        if (Enum.TryParse<T>(text, ignoreCase: true, out var status) && char.IsAsciiLetter(text[0]))
        {
            return status;
        }

        problems.Add(new FieldProblem("?status", $"is '{text}'; allowed are {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}."));
        return null;
    }

    public ShowName? Show()
    {
        if (Text("show") is not { } text)
        {
            return null;
        }

        if (ShowName.TryParse(text, out var name))
        {
            return name;
        }

        problems.Add(new FieldProblem("?show", $"must be {ShowName.Form}."));
        return null;
    }

    public int Limit() => Number("limit", DefaultLimit, MaxLimit);

    /// <summary>A whole number from 1 to a maximum.</summary>
    public int Number(string name, int usual, int most)
    {
        if (Text(name) is not { } text)
        {
            return usual;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
        {
            return number;
        }

        problems.Add(new FieldProblem($"?{name}", $"is '{text}'; it must be a number from 1 to {most}."));
        return usual;
    }

    /// <summary>The name of the last one of the previous page; null: from the first.</summary>
    public T? Cursor<T>(TryParse<T> tryParse)
        where T : struct
    {
        if (Text("cursor") is not { } text)
        {
            return null;
        }

        if (tryParse(text, out var after))
        {
            return after;
        }

        problems.Add(new FieldProblem("?cursor", "is not a next_cursor of a listing; leave it out to begin with the first page."));
        return null;
    }
}
