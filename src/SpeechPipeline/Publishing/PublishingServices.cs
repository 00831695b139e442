using Microsoft.Extensions.DependencyInjection;

namespace SpeechPipeline.Publishing;

static class PublishingServices
{
    public static IServiceCollection AddPublishing(this IServiceCollection services) => services
        .AddSingleton<CoverFinder>()
        .AddSingleton<EpisodePublisher>()
        .AddSingleton<EpisodeCaptions>()
        .AddSingleton<EpisodeDownload>();
}
