using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

static class JobServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<JobOptions>(configuration, JobOptions.Section)
        .AddSingleton(provider => new SweepTiming(provider.GetRequiredService<IOptions<JobOptions>>().Value.SweepAfter))
        .AddWork<JobRow, JobStore, JobSweep>(JobWork.Kind, idPrefix: "", storage => storage.JobTable)
        .AddQueue<JobMessage>(QueueNames.SpeechJobs, JobMessage.Version, message => JobId.TryParse(message.Job, out _))
        .AddSingleton<JobIntake>()
        .AddSingleton<JobRunner>()
        .AddSingleton<JobContinuation>()
        .AddSingleton<JobEnding>()
        .AddSingleton<JobEvents>()
        .AddSingleton<JobCancellation>()
        .AddSingleton<JobRetry>()
        .AddSingleton<JobWait>()
        .AddSingleton<JobCosts>()
        .AddSingleton<JobRetention>()
        .AddSingleton<RetentionSweep>()
        .AddSingleton<JobDeletion>()
        .AddSingleton<JobRemains>()
        .AddSingleton<SweptWork, DeletionSweep>()
        .AddSingleton<PoisonedJob>();
}
