using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Outbound;

namespace SpeechPipeline.Sources;

static class SourceServices
{
    public static IServiceCollection AddSources(this IServiceCollection services)
    {
        services.AddGuardedCalls(nameof(SourceFetch), DecompressionMethods.All);
        return services.AddSingleton<SourceFetch>();
    }
}
