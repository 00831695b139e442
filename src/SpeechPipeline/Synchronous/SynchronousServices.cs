using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Synchronous;

static class SynchronousServices
{
    public static IServiceCollection AddSynchronous(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<SynchronousOptions>(configuration, SynchronousOptions.Section)
        .AddSingleton<SynchronousKeys>()
        .AddSingleton<SynchronousSpeech>()
        .AddSingleton<VoiceSample>();
}
