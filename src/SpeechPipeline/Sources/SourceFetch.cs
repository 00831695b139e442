using System.Net;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Outbound;
using SpeechPipeline.Text;

namespace SpeechPipeline.Sources;

/// <summary>
/// Fetches the document that a <c>source_url</c> names: within 30 s, 20 MiB and 5 redirects, and only from where
/// <see cref="GuardedConnection"/> connects to; each redirect is checked as the first address was.
/// </summary>
public sealed class SourceFetch(IHttpClientFactory clients, IOptions<OutboundOptions> options, TimeProvider time)
{
    public const int MostBytes = 20 * 1024 * 1024;
    public const int MostRedirects = 5;
    public const string Unavailable = "source_unavailable";
    public const string Forbidden = "source_forbidden";
    public const string TooLarge = "source_too_large";
    public const string Unsupported = "source_unsupported";

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    const string AcceptFeed = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.1";
    const string AcceptPicture = "image/jpeg, image/png, */*;q=0.1";
    const int LongestName = 40;
    const string Agent = "SpeechPipeline/1.0";

    readonly HttpClient _http = clients.CreateClient(nameof(SourceFetch));

    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<SourceOutcome> FetchAsync(string address, CancellationToken cancellationToken) =>
        FetchAsync(address, new Wanted("source_url", ArticleFormats.Accept, ArticleFormats.OfMediaType), cancellationToken);

    /// <summary>Fetches a feed by the same rules, whatever media type its server sends. The reader of feeds checks the content.</summary>
    /// <inheritdoc cref="FetchAsync(string, CancellationToken)"/>
    public Task<SourceOutcome> FetchFeedAsync(string address, CancellationToken cancellationToken) =>
        FetchAsync(address, Wanted.Anything("The feed's address", AcceptFeed), cancellationToken);

    /// <summary>Fetches a picture by the same rules, whatever media type its server sends. The reader of pictures checks the content.</summary>
    /// <inheritdoc cref="FetchAsync(string, CancellationToken)"/>
    public Task<SourceOutcome> FetchPictureAsync(string address, CancellationToken cancellationToken) =>
        FetchAsync(address, Wanted.Anything("The picture's address", AcceptPicture), cancellationToken);

    async Task<SourceOutcome> FetchAsync(string address, Wanted wanted, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await FollowAsync(address, wanted, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SourceOutcome.Wait($"The source did not arrive within {Timeout.TotalSeconds:0} s.", Until: null);
        }
        catch (Exception e) when (ForbiddenAddressException.In(e) is { } forbidden)
        {
            return new SourceOutcome.Refused(Forbidden, $"{wanted.Name} cannot be fetched. {forbidden.Message}");
        }
        catch (InvalidDataException)
        {
            return new SourceOutcome.Wait("The source is damaged: it cannot be decompressed.", Until: null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SourceOutcome.Wait($"The source cannot be reached: {e.Message}", Until: null);
        }
    }

    async Task<SourceOutcome> FollowAsync(string address, Wanted wanted, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            if (!OutboundUri.TryParse(address, options.Value, out var uri, out var problem))
            {
                return new SourceOutcome.Refused(Forbidden, redirects == 0 ? $"{wanted.Name} {problem}." : $"The source redirects to an address that is not allowed: the address {problem}.");
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            request.Headers.TryAddWithoutValidation("Accept", wanted.Accept);
            request.Headers.TryAddWithoutValidation("User-Agent", Agent);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                && response.Headers.Location is { } location)
            {
                if (!Uri.TryCreate(uri, location, out var next))
                {
                    return new SourceOutcome.Refused(Unavailable, "The source redirects to an invalid address.");
                }

                address = next.GetComponents(UriComponents.HttpRequestUrl | UriComponents.UserInfo, UriFormat.UriEscaped);
                continue;
            }

            return await ReadAsync(response, uri, wanted, cancellationToken);
        }

        return new SourceOutcome.Refused(Unavailable, $"The source redirects more than {MostRedirects} times.");
    }

    async Task<SourceOutcome> ReadAsync(HttpResponseMessage response, Uri uri, Wanted wanted, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
        {
            return new SourceOutcome.Wait($"The source's server answered {status}.", RetryHint.Read(response.Headers, time.GetUtcNow()));
        }

        if (!response.IsSuccessStatusCode)
        {
            return new SourceOutcome.Refused(Unavailable, $"The source cannot be fetched: its server answered {status}.");
        }

        // The handler removes from the header what it has decompressed.
        if (response.Content.Headers.ContentEncoding.FirstOrDefault(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)) is { } coding)
        {
            return new SourceOutcome.Refused(Unsupported, $"The source is compressed as '{TextCut.At(coding, LongestName)}', which cannot be decompressed; gzip, deflate and br can.");
        }

        var type = response.Content.Headers.ContentType;
        if (wanted.FormatOf(type?.MediaType, uri) is not { } format)
        {
            return new SourceOutcome.Refused(Unsupported, $"The source has the media type '{type?.MediaType}'; {ArticleFormats.KnownMediaTypes} can be read.");
        }

        return response.Content.Headers.ContentLength > MostBytes || await ReadBoundedAsync(response.Content, cancellationToken) is not { } content
            ? new SourceOutcome.Refused(TooLarge, $"The source is larger than {MostBytes / (1024 * 1024)} MiB.")
            : new SourceOutcome.Found(new ArticleSource(format, content, ArticleFormats.KeptContentType(type), uri));
    }

    // The decompressed bytes are counted.
    static async Task<BinaryData?> ReadBoundedAsync(HttpContent from, CancellationToken cancellationToken)
    {
        await using var body = await from.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var chunk = new byte[81920];
        for (var read = await ReadAsync(body, chunk, cancellationToken); read > 0; read = await ReadAsync(body, chunk, cancellationToken))
        {
            if (content.Length + read > MostBytes)
            {
                return null;
            }

            content.Write(chunk.AsSpan(0, read));
        }

        return new BinaryData(content.GetBuffer().AsMemory(0, (int)content.Length));
    }

    // The Brotli stream throws its own exception if the data is not Brotli.
    static async ValueTask<int> ReadAsync(Stream body, byte[] chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(chunk, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException("The body is damaged.", e);
        }
    }

    /// <param name="Name">What the caller calls the address.</param>
    /// <param name="Accept">The <c>Accept</c> header.</param>
    /// <param name="FormatOf">The format to read the answer as; null if it cannot be read.</param>
    sealed record Wanted(string Name, string Accept, Func<string?, Uri, ArticleFormat?> FormatOf)
    {
        public static Wanted Anything(string name, string accept) => new(name, accept, (_, _) => ArticleFormats.Text);
    }
}
