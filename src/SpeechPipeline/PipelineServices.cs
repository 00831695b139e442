using System.Net;
using System.Runtime.InteropServices;
using Azure.Core.Pipeline;
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
using SpeechPipeline.Webhooks;

namespace SpeechPipeline;

/// <summary>Registers the pipeline: the same in Azure and on one machine.</summary>
public static class PipelineServices
{
    public static IServiceCollection AddSpeechPipeline(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<PipelineOptions>(configuration, PipelineOptions.Section);
        services.PostConfigure<PipelineOptions>(options => options.TakeHostName(configuration));
        services.AddSettings<SpeechOptions>(configuration, SpeechOptions.Section);
        services.Configure<SpeechOptions>(options => BindNamedModels(options, configuration.GetSection(SpeechOptions.Section).GetSection(nameof(SpeechOptions.Models))));
        services.AddSettings<JobOptions>(configuration, JobOptions.Section);
        services.AddSettings<PauseSettings>(configuration, "Pauses");
        services.AddSettings<SoundOptions>(configuration, SoundOptions.Section);
        services.AddSettings<WebhookOptions>(configuration, WebhookOptions.Section);
        services.AddSettings<OutboundOptions>(configuration, "Outbound");
        services.AddSettings<ShowOptions>(configuration, ShowOptions.Section);
        services.AddSettings<DropOptions>(configuration, DropOptions.Section);

        services.AddSingleton(provider => StorageClients.From(configuration, provider.GetService<HttpPipelineTransport>()));
        services.AddSingleton<PipelineStorage>();

        services.AddSingleton<RequestReader>();
        services.AddSingleton<SourceFetch>();
        services.AddOutbound(nameof(SourceFetch))
            .ConfigurePrimaryHttpMessageHandler(provider =>
                new GuardedConnection(provider.GetRequiredService<IOptions<OutboundOptions>>().Value).CreateHandler(DecompressionMethods.All))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddSingleton<JobFolder>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<UnfinishedIndex>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<JobIntake>();
        services.AddSingleton<ArticlePlanner>();
        services.AddSingleton<DryRun>();
        services.AddSingleton<JobPlanner>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobContinuation>();
        services.AddSingleton<JobEnding>();
        services.AddSingleton<JobReports>();

        services.AddSettings<BatchOptions>(configuration, BatchOptions.Section);
        services.AddSingleton<BatchStore>();
        services.AddSingleton<BatchFolder>();
        services.AddSingleton<BatchItemReader>();
        services.AddSingleton<BatchIntake>();
        services.AddSingleton<BatchRequests>();
        services.AddSingleton<BatchReading>();
        services.AddSingleton<BatchAdmission>();
        services.AddSingleton<BatchItemChanges>();
        services.AddSingleton<BatchRunner>();
        services.AddSingleton<BatchReports>();
        services.AddSingleton<BatchSweep>();

        services.AddSingleton<JobCancellation>();
        services.AddSingleton<JobSweep>();
        services.AddSingleton<JobRetry>();
        services.AddSingleton<PoisonedJob>();
        services.AddSingleton<QueueInbox>();
        services.AddSingleton<Parking>();
        services.AddSingleton<IdempotencyKeys>();

        services.AddSingleton<DropInbox>();
        services.AddSingleton<DropBatches>();
        services.AddSingleton<DropIntake>();
        services.AddSingleton<DropReader>();
        services.AddSingleton<DropDefaultsReader>();
        services.AddSingleton<DropAdmission>();
        services.AddSingleton<DropOutputs>();
        services.AddSingleton<DropResults>();
        services.AddSingleton<DropSweep>();

        services.AddSingleton(provider => new SpeechLimiter(
            provider.GetRequiredService<IOptions<SpeechOptions>>(), provider.GetRequiredService<TimeProvider>(), Random.Shared));
        services.AddSingleton<SegmentStore>();
        services.AddSingleton<SegmentSynthesizer>();
        services.AddSingleton<VoiceCatalog>();
        services.AddSingleton(provider => new SpeechClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(SpeechClient)),
            provider.GetRequiredService<IOptions<SpeechOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddOutbound(nameof(SpeechClient))
            .ConfigurePrimaryHttpMessageHandler(SpeechHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

        services.AddSingleton<EpisodeMaster>();
        services.AddSingleton<CoverFinder>();
        services.AddSingleton<EpisodePublisher>();
        services.AddSingleton<EpisodeDownload>();

        services.AddSingleton<ShowSettingsReader>();
        services.AddSingleton<ShowStore>();
        services.AddSingleton<AlbumLookup>(provider => provider.GetRequiredService<ShowStore>().FindAlbumAsync);
        services.AddSingleton<EpisodeTokens>();
        services.AddSingleton<ShowEpisodes>();
        services.AddSingleton<ShowFeed>();
        services.AddSingleton<PoisonedFeed>();

        services.AddSingleton<WebhookDelivery>();
        services.AddSingleton<DeliverySweep>();
        services.AddOutbound(nameof(WebhookDelivery))
            .ConfigurePrimaryHttpMessageHandler(provider =>
                new GuardedConnection(provider.GetRequiredService<IOptions<OutboundOptions>>().Value).CreateHandler())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

        services.AddSingleton<HealthCheck>();
        services.AddSingleton<IHostedService>(provider => new StartNotes(
            configuration,
            provider.GetRequiredService<IOptions<PipelineOptions>>(),
            provider.GetRequiredService<IOptions<SpeechOptions>>(),
            provider.GetRequiredService<IOptions<WebhookOptions>>(),
            provider.GetRequiredService<StorageClients>,
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILogger<StartNotes>>()));
        return services;
    }

    // The limit on calls is the limiter's; the handler lives as long as the process and looks names up again by itself.
    static SocketsHttpHandler SpeechHandler() => new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };

    // Addresses may be secrets, such as those of chat hooks, and none of them goes into a log. How long a call may take its caller says.
    static IHttpClientBuilder AddOutbound(this IServiceCollection services, string name) =>
        services.AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers();

    // Where settings are environment variables, their names can hold neither the slashes nor the dashes of a model's.
    static void BindNamedModels(SpeechOptions options, IConfiguration models)
    {
        foreach (var entry in models.GetChildren().Where(entry => entry["Name"] is not null))
        {
            options.Models.Remove(entry.Key);
            entry.Bind(CollectionsMarshal.GetValueRefOrAddDefault(options.Models, entry["Name"]!, out _) ??= new SpeechModel());
        }
    }

    static void AddSettings<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(new SettingsValidation<T>(section));
    }
}
