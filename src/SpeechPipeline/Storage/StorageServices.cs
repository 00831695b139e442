using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SpeechPipeline.Storage;

static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(provider => StorageClients.From(configuration, provider.GetService<HttpPipelineTransport>()))
        .AddSingleton<PipelineStorage>();
}
