namespace SpeechPipeline.Batches;

/// <summary>The sums over a batch's items, always counted from their rows, never incremented in storage.</summary>
public sealed class BatchTotals
{
    readonly int[] _counts = new int[Enum.GetValues<BatchItemStatus>().Length];

    /// <summary>The properties that a count reads from each row.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        nameof(BatchItemRow.Status), nameof(BatchItemRow.Characters), nameof(BatchItemRow.CharactersSent), nameof(BatchItemRow.CostUsd),
        nameof(BatchItemRow.QuotedUsd), nameof(BatchItemRow.DurationSeconds),
    ];

    public int Items => _counts.Sum();

    /// <summary>Items that have not ended.</summary>
    public int Unended => Count(BatchItemStatus.Pending) + Count(BatchItemStatus.Admitted);

    public long Characters { get; private set; }

    public long CharactersSent { get; private set; }

    public decimal CostUsd { get; private set; }

    public decimal QuotedUsd { get; private set; }

    public double DurationSeconds { get; private set; }

    public int Count(BatchItemStatus status) => _counts[(int)status];

    public void Add(BatchItemRow item)
    {
        _counts[(int)item.State]++;
        Characters += item.Characters;
        CharactersSent += item.CharactersSent;
        // Rounded to the fifteen significant digits of a double: sums of amounts are exact, and a limit equal to the quote is not exceeded.
        CostUsd += (decimal)item.CostUsd;
        QuotedUsd += (decimal)item.QuotedUsd;
        DurationSeconds += item.DurationSeconds;
    }

    /// <summary>Moves a number of items from one state to another since the count.</summary>
    public void Move(BatchItemStatus from, BatchItemStatus to, int count)
    {
        _counts[(int)from] -= count;
        _counts[(int)to] += count;
    }

    public void WriteTo(BatchRow row)
    {
        (row.Items, row.Pending, row.Admitted) = (Items, Count(BatchItemStatus.Pending), Count(BatchItemStatus.Admitted));
        (row.Completed, row.Failed) = (Count(BatchItemStatus.Completed), Count(BatchItemStatus.Failed));
        (row.Cancelled, row.Rejected) = (Count(BatchItemStatus.Cancelled), Count(BatchItemStatus.Rejected));
        (row.Characters, row.CharactersSent) = (Characters, CharactersSent);
        (row.CostUsd, row.QuotedUsd, row.DurationSeconds) = ((double)CostUsd, (double)QuotedUsd, DurationSeconds);
    }
}
