using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Drops;

static class DropServices
{
    public static IServiceCollection AddDrops(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<DropOptions>(configuration, DropOptions.Section)
        .AddEndObserver<JobRow, DropEnd>(DurabilityServices.Turns.Folder, job => job.Drop is not null, (end, job, token) => end.PutBackAsync(job, token))
        .AddEndObserver<BatchRow, DropEnd>(DurabilityServices.Turns.Folder, batch => batch.Drop is not null, (end, batch, token) => end.PutBackAsync(batch, token))
        .AddSingleton<DropEnd>()
        .AddSingleton<DropIgnored>()
        .AddSingleton<DropInbox>()
        .AddSingleton<DropFolder>()
        .AddSingleton<DropListing>()
        .AddSingleton<DropJobs>()
        .AddSingleton<DropBatches>()
        .AddSingleton<DropRefusals>()
        .AddSingleton<DropIntake>()
        .AddSingleton<DropReader>()
        .AddSingleton<DropDefaultsReader>()
        .AddSingleton<DropAdmission>()
        .AddSingleton<DropOutputs>()
        .AddSingleton<DropSweep>();
}
