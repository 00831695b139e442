using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Requests;

static class RequestServices
{
    public static IServiceCollection AddRequests(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<SoundOptions>(configuration, SoundOptions.Section)
        .AddSingleton<RequestReader>();
}
