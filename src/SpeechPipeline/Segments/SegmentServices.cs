using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Segments;

static class SegmentServices
{
    public static IServiceCollection AddSegments(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<PauseSettings>(configuration, "Pauses")
        .AddSingleton<SegmentStore>()
        .AddSingleton<SegmentSynthesizer>();
}
