using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using SpeechPipeline.Articles;
using SpeechPipeline.Batches;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Triggers;

/// <summary>Reads the body of a submission.</summary>
static class RequestBody
{
    // As large as most submissions. A stated Content-Length is trusted only up to this size.
    const int FirstBytes = 64 * 1024;

    /// <summary>Reads the whole body. Its memory grows as it arrives, and counts until the request is answered.</summary>
    /// <returns>The body; or the answer to send if it is larger than <see cref="BodyLimits.Function"/>, or all bodies together are too large.</returns>
    public static async Task<(ReadOnlyMemory<byte> Body, IResult? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var room = new BodyRoom.Lease();
        request.HttpContext.Response.RegisterForDispose(room);
        try
        {
            using var body = Stream(request);
            using var buffer = new MemoryStream((int)Math.Min(FirstBytes, request.ContentLength ?? FirstBytes));
            var chunk = new byte[FirstBytes];
            for (var read = await body.ReadAsync(chunk, cancellationToken); read > 0; read = await body.ReadAsync(chunk, cancellationToken))
            {
                // The buffer doubles when it is full.
                if (!room.TryGrowTo(2 * (buffer.Length + read)))
                {
                    return (default, Problems.NoRoom());
                }

                buffer.Write(chunk.AsSpan(0, read));
            }

            return (buffer.GetBuffer().AsMemory(0, (int)buffer.Length), null);
        }
        catch (BodyTooLargeException)
        {
            return (default, Problems.TooLarge());
        }
    }

    /// <summary>The body as a stream.</summary>
    /// <exception cref="BodyTooLargeException">The stated length is larger than <see cref="BodyLimits.Function"/>; also thrown while reading if the body is.</exception>
    public static BodyStream Stream(HttpRequest request)
    {
        if (request.ContentLength > BodyLimits.Function)
        {
            throw new BodyTooLargeException();
        }

        return new BodyStream(request.Body, BodyLimits.Function);
    }

    /// <summary>The usual names of the types that a batch's body may have, beside JSON.</summary>
    public static IReadOnlyList<string> BatchMediaTypes { get; } =
        ["application/x-ndjson", "application/rss+xml", "application/atom+xml", "application/feed+json", "application/xml", "text/x-opml", "text/html"];

    /// <summary>The form of a batch's body, by its type; null if it cannot be a batch.</summary>
    public static BatchKind? BatchKindOf(HttpRequest request) => IsJson(request) ? BatchKind.Json : MediaType(request) switch
    {
        "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines" => BatchKind.Ndjson,
        "application/xml" or "text/xml" or "application/feed+json" or "application/rss" or "text/rss" or "application/atom" or "text/atom"
            or "application/opml" or "text/opml" or "text/x-opml" or "application/x-opml" or "text/html" => BatchKind.Feed,
        // Every sort of feed has several names.
        { } type when type.EndsWith("+xml", StringComparison.Ordinal) && !type.StartsWith("image/", StringComparison.Ordinal) => BatchKind.Feed,
        _ => null,
    };

    /// <summary>The charset of the Content-Type; null if it names none.</summary>
    public static string? Charset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.Value is { Length: > 0 } charset ? charset : null;

    /// <summary>A body without a type counts as JSON, as at the speech endpoint.</summary>
    public static bool IsJson(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType) || MediaType(request) is MediaTypeNames.Application.Json;

    /// <summary>The document in the body; null if it is not a document.</summary>
    public static ArticleSource? Document(HttpRequest request, ReadOnlyMemory<byte> body) => ArticleFormats.OfMediaType(MediaType(request)) is { } format
        ? new ArticleSource(format, new BinaryData(body), ArticleFormats.KeptContentType(System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : null))
        : null;

    /// <summary>The options in the query, without <c>code</c>, which is the function key.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Options(HttpRequest request) =>
        from pair in request.Query
        where pair.Key != "code"
        select KeyValuePair.Create(pair.Key, pair.Value.ToString());

    /// <summary>SHA-256 of the request: type, options and body.</summary>
    public static string Hash(HttpRequest request, byte[] sha256OfBody)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{MediaType(request)}\n{string.Join('&', Options(request).Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal))}\n"));
        hash.AppendData(sha256OfBody);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static string? MediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() : null;
}
