using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Batches;

static class BatchServices
{
    public static IServiceCollection AddBatches(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<BatchOptions>(configuration, BatchOptions.Section)
        .AddWork<BatchRow, BatchStore, BatchSweep>(BatchWork.Kind, BatchId.Prefix, storage => storage.BatchTable)
        .AddQueue<BatchMessage>(QueueNames.SpeechBatches, BatchMessage.Version, message => BatchId.TryParse(message.Batch, out _))
        .AddEndObserver<JobRow, BatchItemEnd>(DurabilityServices.Turns.Batch, job => job.Batch is not null, (end, job, token) => end.NoteAsync(job, token))
        .AddDeletionObserver<JobRow, BatchItemEnd>(job => job.Batch is not null, async (end, job, token) =>
        {
            await end.DeleteAsync(job, token);
            return true;
        })
        .AddSingleton<BatchItemEnd>()
        .AddSingleton<BatchFolder>()
        .AddSingleton<BatchItemReader>()
        .AddSingleton<BatchIntake>()
        .AddSingleton<BatchRequests>()
        .AddSingleton<FeedReading>()
        .AddSingleton<BatchReading>()
        .AddSingleton<BatchAdmission>()
        .AddSingleton<BatchItemChanges>()
        .AddSingleton<BatchRunner>();
}
