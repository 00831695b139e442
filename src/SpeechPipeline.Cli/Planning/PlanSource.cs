using SpeechPipeline.Articles;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Sources;

namespace SpeechPipeline.Cli.Planning;

/// <summary>Gets the article to plan, from a file or from the web.</summary>
static class PlanSource
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="ConversionException">There is no such article, or its kind is unknown.</exception>
    /// <exception cref="HttpRequestException">The article cannot be fetched from the address.</exception>
    public static async Task<ArticleSource> ReadAsync(string source, string? encoding, CancellationToken cancellationToken)
    {
        var input = Input.Open(source, encoding);
        if (input.Format is { } known)
        {
            return new ArticleSource(known, await input.ReadAsync(cancellationToken), input.ContentType);
        }

        using var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = SourceFetch.MostBytes };
        using var response = await http.GetAsync(new Uri(source), cancellationToken);
        response.EnsureSuccessStatusCode();
        var address = response.RequestMessage!.RequestUri!;
        var type = response.Content.Headers.ContentType;
        return new ArticleSource(
            ArticleFormats.OfMediaType(type?.MediaType, address)
                ?? throw new ConversionException(source, $"its kind ({type?.MediaType}) is not known; use one of {ArticleFormats.KnownMediaTypes}."),
            new BinaryData(await response.Content.ReadAsByteArrayAsync(cancellationToken)),
            ArticleFormats.KeptContentType(type),
            address);
    }
}
