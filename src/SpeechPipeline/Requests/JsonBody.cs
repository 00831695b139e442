using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SpeechPipeline.Text;

namespace SpeechPipeline.Requests;

/// <summary>Reads JSON that a caller wrote, more strictly than the parser does by itself.</summary>
static class JsonBody
{
    /// <summary>Deeper than any field of a job is.</summary>
    const int DeepestJob = 32;

    /// <summary>Reads a document of any kind whose names are text and stand once each. Of values that is not known: see <see cref="IsText"/>.</summary>
    /// <param name="body">UTF-8, with or without a byte order mark.</param>
    /// <param name="problem">What is wrong, without a word of the text; null when it could be read.</param>
    /// <param name="maxDepth">How deep objects and arrays may stand in each other.</param>
    /// <returns>The document; null when it could not be read.</returns>
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
            // The one thing that the parser finds after it has read all.
            problem = new FieldProblem("#", "has a name twice in one object.");
        }
        catch (JsonException e)
        {
            // The parser's message quotes what it met; the place alone keeps article text out of logs and answers.
            problem = new FieldProblem("#", $"is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            problem = new FieldProblem("#", "has a name that holds half of a surrogate pair, which is no text.");
        }

        return null;
    }

    /// <summary>Whether all names and strings in a value are text: no half of a surrogate pair, no bytes that are not UTF-8.</summary>
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
