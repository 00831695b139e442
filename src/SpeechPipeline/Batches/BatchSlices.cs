using System.Runtime.CompilerServices;

namespace SpeechPipeline.Batches;

/// <summary>Cuts items into slices that are handled together: of one partition, for one transaction, and of bounded memory.</summary>
static class BatchSlices
{
    /// <summary>The most bytes of one slice, unless a single item is larger.</summary>
    const long MostBytes = 32 * 1024 * 1024;

    /// <summary>The same items are always cut in the same way, so that a repeated slice is identical.</summary>
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

    /// <summary>Groups consecutive items that are read from the source in one call, within a bound.</summary>
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
