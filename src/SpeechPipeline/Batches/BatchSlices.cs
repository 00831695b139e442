using System.Runtime.CompilerServices;

namespace SpeechPipeline.Batches;

/// <summary>Cuts items into what is handled at once: one partition's, so that one transaction takes them, and not too much memory.</summary>
static class BatchSlices
{
    /// <summary>Of the items of one slice together, unless a single one is larger.</summary>
    const long MostBytes = 32 * 1024 * 1024;

    /// <summary>The same items are always cut alike, so that a slice that is written again is the slice that was written.</summary>
    public static async IAsyncEnumerable<List<BatchItem>> CutAsync(IAsyncEnumerable<BatchItem> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (slice, bytes) = (new List<BatchItem>(), 0L);
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            if (slice.Count == BatchStore.Slice
                || (slice.Count > 0 && (bytes + item.Length > MostBytes || BatchItemRow.PartitionOf("", item.Number) != BatchItemRow.PartitionOf("", slice[0].Number))))
            {
                yield return slice;
                (slice, bytes) = ([], 0);
            }

            slice.Add(item);
            bytes += item.Content?.Length ?? 0;
        }

        if (slice.Count > 0)
        {
            yield return slice;
        }
    }

    /// <summary>Items that are read from the source in one go: they follow one another, and are not too much.</summary>
    public static IEnumerable<List<BatchItemRow>> Together(IEnumerable<BatchItemRow> items)
    {
        var group = new List<BatchItemRow>();
        foreach (var item in items)
        {
            if (group.Count > 0 && item.Offset + item.Length - group[0].Offset > MostBytes)
            {
                yield return group;
                group = [];
            }

            group.Add(item);
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
