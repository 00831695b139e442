namespace SpeechPipeline.Jobs;

/// <summary>A message of the queue <c>speech-jobs</c>. It has only ids; the work itself is in storage.</summary>
/// <param name="V">The version of this form: 1.</param>
/// <param name="Job">The job's id.</param>
/// <param name="Run">The <see cref="JobRow.Run"/> that this message begins.</param>
public sealed record JobMessage(int V, string Job, int Run)
{
    public const int Version = 1;

    public static JobMessage For(JobRow row) => new(Version, row.PartitionKey, row.Run);
}
