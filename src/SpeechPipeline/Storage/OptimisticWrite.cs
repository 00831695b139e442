namespace SpeechPipeline.Storage;

/// <summary>Reads, changes and writes a row, and repeats this until no one else has written in between.</summary>
static class OptimisticWrite
{
    /// <param name="read">Reads the row; null ends the attempt.</param>
    /// <param name="tryWrite">Changes and writes the row. False if someone else wrote first: the row is read again. True also if nothing needs to change.</param>
    /// <returns>The row as it was written or, if nothing had to change, read; null if there is none.</returns>
    public static async Task<TRow?> RepeatAsync<TRow>(Func<Task<TRow?>> read, Func<TRow, Task<bool>> tryWrite)
        where TRow : class
    {
        // This ends: each repetition means that another writer has succeeded.
        while (await read() is { } row)
        {
            if (await tryWrite(row))
            {
                return row;
            }
        }

        return null;
    }
}
