using SpeechPipeline.Articles;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Sources;

namespace SpeechPipeline.Cli.Planning;

/// <summary>Gets the article that is to be planned, from a file or from the web.</summary>
static class PlanSource
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="ConversionException">There is no such article, or its kind is unknown.</exception>
    /// <exception cref="HttpRequestException">The address does not answer with it.</exception>
    public static async Task<ArticleSource> ReadAsync(string source, CancellationToken cancellationToken)
    {
        var input = Input.Open(source);
        if (input.ContentType is not null)
        {
            var content = new BinaryData(await File.ReadAllBytesAsync(input.Path, cancellationToken));
            return new ArticleSource(FormatOf(source, SourceKind.FormatOf(input.ContentType), input.ContentType), content);
        }

        using var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = SourceFetch.MostBytes };
        using var response = await http.GetAsync(new Uri(source), cancellationToken);
        response.EnsureSuccessStatusCode();
        var address = response.RequestMessage!.RequestUri!;
        var type = response.Content.Headers.ContentType;
        return new ArticleSource(
            FormatOf(source, SourceKind.FormatOf(type?.MediaType, address), type?.MediaType),
            new BinaryData(await response.Content.ReadAsByteArrayAsync(cancellationToken)),
            SourceKind.ContentType(type),
            address);
    }

    static ArticleFormat FormatOf(string source, ArticleFormat? format, string? type) =>
        format ?? throw new ConversionException(source, $"its kind ({type}) is not known; known are {SourceKind.Known}.");
}
