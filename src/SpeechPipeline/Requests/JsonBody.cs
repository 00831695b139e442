using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SpeechPipeline.Text;

namespace SpeechPipeline.Requests;

/// <summary>Reads a caller's JSON, more strictly than the parser.</summary>
public static class JsonBody
{
    /// <summary>The deepest nesting allowed; no field of a job is that deep.</summary>
    const int DeepestJob = 32;

    /// <summary>Reads a JSON document, and refuses names that are invalid text or occur twice in one object. For values, see <see cref="IsText"/>.</summary>
    /// <param name="body">UTF-8, with or without a byte order mark.</param>
    /// <param name="problem">The problem, without any of the text; null if it could be read.</param>
    /// <param name="maxDepth">How deep objects and arrays may be nested.</param>
    /// <returns>The document; null if it could not be read.</returns>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> body, out FieldProblem? problem, int maxDepth = DeepestJob)
    {
        problem = Utf8Text.ProblemOf(body.Span) is { } detail ? new FieldProblem("#", detail) : null;
        if (problem is not null)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(
                body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body,
                new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = maxDepth });
        }
        catch (JsonException e) when (e.LineNumber is null)
        {
            // The only problem that the parser finds after it has read everything.
            problem = new FieldProblem("#", "has a name twice in one object.");
        }
        catch (JsonException e)
        {
            // The parser's message quotes the input; giving only the place keeps article text out of logs and answers.
            problem = new FieldProblem("#", $"is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            problem = new FieldProblem("#", "has a name with half of a surrogate pair, which is not valid text.");
        }

        return null;
    }

    /// <summary>Whether all names and strings in a value are valid text: no half of a surrogate pair, no bytes that are not UTF-8.</summary>
    public static bool IsText(JsonElement value)
    {
        // Whoever parsed it has seen to its form.
        var reader = new Utf8JsonReader(
            JsonMarshal.GetRawUtf8Value(value), new JsonReaderOptions { MaxDepth = int.MaxValue, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                {
                    reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
