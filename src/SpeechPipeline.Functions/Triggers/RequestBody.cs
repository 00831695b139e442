using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SpeechPipeline.Articles;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Functions.Triggers;

/// <summary>Reads the body of a submission.</summary>
static class RequestBody
{
    /// <summary>The Functions host refuses 100 MB; below that the limit is ours, so that the answer is too.</summary>
    public const int MaxBytes = 90 * 1024 * 1024;

    /// <summary>The whole body; null when it is larger than <see cref="MaxBytes"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            return null;
        }

        // The worker's server refuses 30 MB unless told otherwise, before the first byte is read.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes + 1;
        }

        using var buffer = new MemoryStream((int)(request.ContentLength ?? 0));
        var chunk = new byte[81920];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > MaxBytes)
            {
                return null;
            }

            buffer.Write(chunk.AsSpan(0, read));
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>A body without a type is taken for JSON, the form that the speech endpoint itself takes.</summary>
    public static bool IsJson(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType) || MediaType(request) is MediaTypeNames.Application.Json;

    /// <summary>The document that the body is; null when it is none.</summary>
    public static ArticleSource? Document(HttpRequest request, ReadOnlyMemory<byte> body) => SourceKind.FormatOf(MediaType(request)) is { } format
        ? new ArticleSource(format, new BinaryData(body), SourceKind.ContentType(System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : null))
        : null;

    /// <summary>The options in the query; <c>code</c> is the function key's and not ours.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Options(HttpRequest request) =>
        from pair in request.Query
        where pair.Key != "code"
        select KeyValuePair.Create(pair.Key, pair.Value.ToString());

    /// <summary>SHA-256 of all that makes the request what it is: type, options and body.</summary>
    public static string Hash(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{MediaType(request)}\n{string.Join('&', Options(request).Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal))}\n"));
        hash.AppendData(body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static string? MediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() : null;
}
