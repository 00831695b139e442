using System.Globalization;
using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>The metadata of an output, which tells its dropped file and which of two outputs is newer.</summary>
/// <param name="Owner">A hash of the dropped file's path, which may be too long for a header or have characters that a header may not have.</param>
/// <param name="Mark">Sorts by the version's time, then by the time of its intake (storage's times are whole seconds), then by the job's generation.</param>
public sealed record DropStamp(string Owner, string Mark)
{
    const string OwnerName = "drop";
    const string MarkName = "mark";

    public static DropStamp Of(JobRow row) => Of(row.Drop!, row.Id.Time, row.CreatedAt, row.Generation);

    public static DropStamp Of(BatchRow row) => Of(row.Drop!, BatchId.Parse(row.PartitionKey).Allotted.Time, row.CreatedAt, row.Generation);

    public static DropStamp Refused(DropVersion version, DateTimeOffset now) => Of(version.Path, version.LastModified, now, generation: 0);

    public static DropStamp? From(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(OwnerName, out var owner) && metadata.TryGetValue(MarkName, out var mark) ? new DropStamp(owner, mark) : null;

    public bool IsNewerThan(DropStamp other) => string.CompareOrdinal(Mark, other.Mark) > 0;

    public Dictionary<string, string> ToMetadata() => new(StringComparer.Ordinal) { [OwnerName] = Owner, [MarkName] = Mark };

    static DropStamp Of(string path, DateTimeOffset modified, DateTimeOffset taken, int generation) => new(
        StableHash.Of(path), string.Create(CultureInfo.InvariantCulture, $"{modified.ToUnixTimeMilliseconds():D15}.{taken.UtcTicks:D19}.{generation:D4}"));
}
