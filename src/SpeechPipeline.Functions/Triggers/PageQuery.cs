using System.Globalization;
using Microsoft.AspNetCore.Http;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Functions.Triggers;

/// <summary>Which page of a listing a request wants.</summary>
static class PageQuery
{
    const int DefaultLimit = 50;
    const int MaxLimit = 200;

    public delegate bool TryParse<T>(string text, out T value);

    /// <summary><c>?limit=</c>: 1 to 200, 50 where it is not given.</summary>
    public static int Limit(HttpRequest request, List<FieldProblem> problems)
    {
        if (request.Query["limit"].ToString() is not { Length: > 0 } text)
        {
            return DefaultLimit;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit)
        {
            return limit;
        }

        problems.Add(new FieldProblem("?limit", $"is '{text}'; it must be a number from 1 to {MaxLimit}."));
        return DefaultLimit;
    }

    /// <summary><c>?cursor=</c>: what the page before ended with; null where it is not given.</summary>
    public static T? Cursor<T>(HttpRequest request, TryParse<T> tryParse, List<FieldProblem> problems)
        where T : struct
    {
        if (request.Query["cursor"].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        if (tryParse(text, out var after))
        {
            return after;
        }

        problems.Add(new FieldProblem("?cursor", "is not a next_cursor that a listing gave."));
        return null;
    }
}
