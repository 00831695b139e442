using Microsoft.Extensions.DependencyInjection;

namespace SpeechPipeline.Mastering;

static class MasteringServices
{
    public static IServiceCollection AddMastering(this IServiceCollection services) => services
        .AddSingleton<EpisodeMaster>();
}
