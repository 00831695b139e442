using System.Net.Mime;
using SpeechPipeline.Articles;
using SpeechPipeline.Cli.Converting;

namespace SpeechPipeline.Cli.Planning;

/// <summary>The bytes of an article and how they are to be read.</summary>
sealed record PlanSource(ArticleFormat Format, byte[] Content)
{
    // As large as the body of a submission may be.
    const int MostBytes = 90 * 1024 * 1024;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="ConversionException">There is no such article, or its kind is unknown.</exception>
    /// <exception cref="HttpRequestException">The address does not answer with it.</exception>
    public static async Task<PlanSource> ReadAsync(string source, CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(source, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
        {
            using var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
            using var response = await http.GetAsync(address, cancellationToken);
            response.EnsureSuccessStatusCode();
            var type = response.Content.Headers.ContentType?.MediaType;
            return new PlanSource(FormatOf(source, type), await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        var input = Input.Open(source);
        return new PlanSource(FormatOf(source, input.ContentType), await File.ReadAllBytesAsync(input.Path, cancellationToken));
    }

    static ArticleFormat FormatOf(string source, string? type) => type switch
    {
        MediaTypeNames.Text.Markdown => ArticleFormat.Markdown,
        MediaTypeNames.Text.Plain => ArticleFormat.Text,
        _ => throw new ConversionException(source, $"its kind ({type}) is not known; known are {MediaTypeNames.Text.Markdown} and {MediaTypeNames.Text.Plain}."),
    };
}
