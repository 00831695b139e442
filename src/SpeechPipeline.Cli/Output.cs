using System.Text.Json;
using Spectre.Console;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli;

/// <summary>What a command prints: JSON with <c>--json</c>, otherwise lines and tables for people.</summary>
sealed class Output(bool isJson)
{
    /// <summary>The most characters of a line that is not read on a terminal: nothing is wrapped or cut.</summary>
    const int NoWidth = 10_000;

    public bool IsJson => isJson;

    /// <summary>Prints one object: as it is, or as a line for people.</summary>
    public void Print(JsonElement answer, Func<string> line) => Console.WriteLine(isJson ? JsonSerializer.Serialize(answer, PipelineJson.Options) : line());

    /// <summary>Prints objects: one a line, or as a table for people.</summary>
    /// <param name="answers">The objects.</param>
    /// <param name="columns">The heads of the table.</param>
    /// <param name="cells">An object as the cells of a row.</param>
    /// <param name="none">What people read where there are none.</param>
    public async Task PrintAsync(IAsyncEnumerable<JsonElement> answers, IReadOnlyList<string> columns, Func<JsonElement, IReadOnlyList<string?>> cells, string none)
    {
        var table = new Table().NoBorder();
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap().PadRight(2));
        }

        await foreach (var answer in answers)
        {
            if (isJson)
            {
                Console.WriteLine(JsonSerializer.Serialize(answer, PipelineJson.Options));
            }
            else
            {
                table.AddRow([.. cells(answer).Select(cell => new Spectre.Console.Text(Plain(cell ?? "")))]);
            }
        }

        if (isJson)
        {
            return;
        }

        if (table.Rows.Count == 0)
        {
            Console.WriteLine(none);
            return;
        }

        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = NoWidth;
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Anyone may have written a title, so control characters must not reach the terminal.</summary>
    public static string Plain(string text) => string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c));
}
