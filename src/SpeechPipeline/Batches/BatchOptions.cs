using System.ComponentModel.DataAnnotations;

namespace SpeechPipeline.Batches;

/// <summary>How batches are run: section <c>Batches</c>.</summary>
public sealed class BatchOptions
{
    public const string Section = "Batches";

    /// <summary>How many items of one batch may be unfinished jobs at a time; the others wait in the table. Default 500. From 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int UnfinishedItems { get; set; } = 500;

    /// <summary>
    /// How long completions are collected before a batch is counted and its next items are admitted. Default 5 s. From 0.1 s to 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan CountEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many items are made jobs in parallel. Default 16. From 1 to 64.</summary>
    [Range(1, 64)]
    public int AdmissionConcurrency { get; set; } = 16;
}
