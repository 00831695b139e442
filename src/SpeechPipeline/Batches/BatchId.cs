using SpeechPipeline.Storage;

namespace SpeechPipeline.Batches;

/// <summary>The name of a batch: <c>batch-</c> and 26 characters that are made as those of a <see cref="JobId"/>, so that names sort newest first.</summary>
public readonly record struct BatchId
{
    const string Prefix = "batch-";

    readonly string? _value;

    BatchId(string value) => _value = value;

    public static BatchId New(TimeProvider time) => Of(JobId.New(time));

    /// <summary>The batch that is to have the name made of these 26 characters: one that an idempotency key stands for.</summary>
    public static BatchId Of(JobId allotted) => new(Prefix + allotted);

    /// <summary>The 26 characters after the prefix.</summary>
    public JobId Allotted => JobId.Parse(_value![Prefix.Length..]);

    public static bool TryParse(string? text, out BatchId id)
    {
        var valid = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && JobId.TryParse(text[Prefix.Length..], out _);
        id = valid ? new BatchId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException"><paramref name="text"/> is no batch id.</exception>
    public static BatchId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a batch id.");

    /// <summary>The id; empty for one that was never set.</summary>
    public override string ToString() => _value ?? "";
}
