using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Mastering;

namespace SpeechPipeline.Publishing;

static class PublishingServices
{
    public static IServiceCollection AddPublishing(this IServiceCollection services) => services
        .AddSingleton<EpisodeMaster>()
        .AddSingleton<CoverFinder>()
        .AddSingleton<EpisodePublisher>()
        .AddSingleton<EpisodeCaptions>()
        .AddSingleton<EpisodeDownload>();
}
