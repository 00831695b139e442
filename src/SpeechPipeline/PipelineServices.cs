using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Batches;
using SpeechPipeline.Drops;
using SpeechPipeline.Durability;
using SpeechPipeline.Health;
using SpeechPipeline.Jobs;
using SpeechPipeline.Mastering;
using SpeechPipeline.Outbound;
using SpeechPipeline.Planning;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Settings;
using SpeechPipeline.Shows;
using SpeechPipeline.Sources;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.Synchronous;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline;

/// <summary>Registers the pipeline, the same in Azure and on one machine: each folder registers its own services, the lowest folder first.</summary>
public static class PipelineServices
{
    public static IServiceCollection AddSpeechPipeline(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<PipelineOptions>(configuration, PipelineOptions.Section);
        services.PostConfigure<PipelineOptions>(options => options.TakeHostName(configuration));
        return services
            .AddStorage(configuration)
            .AddOutbound(configuration)
            .AddSources()
            .AddSpeech(configuration)
            .AddSegments(configuration)
            .AddRequests(configuration)
            .AddPlanning()
            .AddMastering()
            .AddPublishing()
            .AddDurability()
            .AddWebhooks(configuration)
            .AddJobs(configuration)
            .AddBatches(configuration)
            .AddShows(configuration)
            .AddDrops(configuration)
            .AddSynchronous(configuration)
            .AddSingleton<HealthCheck>()
            .AddSingleton<IHostedService>(provider => new StartNotes(
                provider.GetRequiredService<IOptions<PipelineOptions>>(),
                provider.GetRequiredService<IOptions<SpeechOptions>>(),
                provider.GetRequiredService<IOptions<WebhookOptions>>(),
                provider.GetRequiredService<StorageClients>,
                provider.GetRequiredService<IHostApplicationLifetime>(),
                provider.GetRequiredService<ILogger<StartNotes>>()));
    }
}
