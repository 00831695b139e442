using SpeechPipeline.Storage;

namespace SpeechPipeline.Batches;

/// <summary>The id of a batch: <c>batch-</c> and 26 characters like those of a <see cref="JobId"/>, so that ids sort newest first.</summary>
public readonly record struct BatchId
{
    internal const string Prefix = "batch-";

    readonly string? _value;

    BatchId(string value) => _value = value;

    public static BatchId New(TimeProvider time) => Of(JobId.New(time));

    /// <summary>The id with these 26 characters, which come from an idempotency key.</summary>
    public static BatchId Of(JobId allotted) => new(Prefix + allotted);

    /// <summary>The 26 characters after the prefix.</summary>
    public JobId Allotted => JobId.Parse(_value![Prefix.Length..]);

    public static bool TryParse(string? text, out BatchId id)
    {
        var valid = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && JobId.TryParse(text[Prefix.Length..], out _);
        id = valid ? new BatchId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException"><paramref name="text"/> is not a batch id.</exception>
    public static BatchId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a batch id.");

    /// <summary>The id; empty if it was never set.</summary>
    public override string ToString() => _value ?? "";
}
