using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Shows;

static class ShowServices
{
    public static IServiceCollection AddShows(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<ShowOptions>(configuration, ShowOptions.Section)
        .AddQueue<FeedMessage>(QueueNames.ShowFeeds, FeedMessage.Version, message => ShowName.TryParse(message.Show, out _))
        .AddEndObserver<JobRow, ShowEpisodes>(
            DurabilityServices.Turns.Show, job => job is { State: JobStatus.Completed, Show: not null }, (shows, job, token) => shows.AddAsync(job, token))
        .AddDeletionObserver<JobRow, ShowEpisodes>(job => job is { State: JobStatus.Completed, Show: not null }, (shows, job, token) => shows.DeleteAsync(job, token))
        .AddSingleton<RetentionLookup>(provider => provider.GetRequiredService<ShowStore>().FindRetentionAsync)
        .AddSingleton<AlbumLookup>(provider => provider.GetRequiredService<ShowStore>().FindAlbumAsync)
        .AddSingleton<ShowSettingsReader>()
        .AddSingleton<ShowStore>()
        .AddSingleton<EpisodeTokens>()
        .AddSingleton<ShowEpisodes>()
        .AddSingleton<ShowFeed>()
        .AddSingleton<PoisonedFeed>();
}
