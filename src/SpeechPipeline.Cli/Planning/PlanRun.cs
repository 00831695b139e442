using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.LocalHost;
using SpeechPipeline.Outbound;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Planning;

/// <summary>Plans one article with the core library alone, under the same settings as a pipeline.</summary>
sealed class PlanRun(PlanSettings settings, TextWriter output, TextWriter errors)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var source = await PlanSource.ReadAsync(settings.Source, settings.Article.Encoding, cancellationToken);
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            var speech = Bound<SpeechOptions>(configuration, SpeechOptions.Section);
            // Speech is not looked up, so the endpoint does not matter.
            speech.Value.Identity ??= "none";
            var document = new RequestReader(speech, Bound<OutboundOptions>(configuration, "Outbound"), Bound<SoundOptions>(configuration, SoundOptions.Section))
                .ReadDocument(source, settings.Article.Query);
            if (document.Submission is not { } submission)
            {
                foreach (var problem in document.Problems)
                {
                    await errors.WriteLineAsync($"{settings.Source}: {(problem.Pointer is ['?', .. var option] ? $"{option} " : "")}{problem.Detail}");
                }

                return ExitCodes.Failed;
            }

            var article = submission.Article is { } read ? ArticleReading.Of(read) : ArticlePlanner.Open(submission.Request, source);
            var plan = new ArticlePlanner(speech, Bound<PauseSettings>(configuration, "Pauses")).Plan(submission.Request, article);
            var shown = PlanObject.From(plan, speech.Value.Model(submission.Request.Voice.Model), cached: null) with { Unspoken = UnspokenPart.Of(submission.Request, source) };
            await output.WriteLineAsync(settings.Json ? JsonSerializer.Serialize(shown, PipelineJson.Readable) : PlanOutline.Of(shown));
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await errors.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is ConversionException or PipelineException)
        {
            await errors.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UnreadableArticleException or UriFormatException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{settings.Source}: {e.Message}");
            return ExitCodes.Failed;
        }
    }

    static IOptions<T> Bound<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        try
        {
            configuration.GetSection(section).Bind(options);
        }
        catch (InvalidOperationException e)
        {
            // A value that cannot be read as its type; the message names the setting.
            throw new PipelineException(InvalidSettingsException.From(e).Message);
        }

        return Options.Create(options);
    }
}
