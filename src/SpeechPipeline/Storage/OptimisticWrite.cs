namespace SpeechPipeline.Storage;

/// <summary>Reads, changes and writes again, until nobody was quicker.</summary>
static class OptimisticWrite
{
    /// <param name="read">Reads the row; null ends it.</param>
    /// <param name="tryWrite">Changes and writes the row; false where someone else was quicker, and it is to be read again. True also where there is nothing to change.</param>
    /// <returns>The row as it was written, or needed no change; null when there is none.</returns>
    public static async Task<TRow?> RepeatAsync<TRow>(Func<Task<TRow?>> read, Func<TRow, Task<bool>> tryWrite)
        where TRow : class
    {
        // Each turn means that someone else got on.
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
