using System.CommandLine;
using System.Text.Json;
using SpeechPipeline.Audio;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Cli.Jobs;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Voices;

/// <summary><c>speech voices</c>: lists the voices of the speech endpoint, and with <c>--say</c> writes a sample of each.</summary>
static class VoicesCommand
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var model = new Option<string?>("--model") { Description = "The model whose voices are listed; by default the one in the settings." };
        var voice = new Option<string?>("--voice") { Description = "Only voices whose name contains this." };
        var say = new Option<string?>("--say") { Description = "A sentence that each voice speaks into a file of its name." };
        var output = JobCommands.OutOption();
        return ServerCommand.With(new Command("voices", "Lists the voices of the speech endpoint; lets you hear them.") { model, voice, say, output }, async run =>
        {
            var wanted = run.Parsed.GetValue(model);
            var listed = await run.Client.GetAsync<JsonElement>(wanted is null ? "voices" : $"voices?model={Uri.EscapeDataString(wanted)}", run.CancellationToken);
            var voices = listed.GetProperty("data").EnumerateArray()
                .SelectMany(part => part.GetProperty("voices").EnumerateArray().Select(one => (Model: part.GetProperty("model").GetString()!, Voice: one.GetProperty("id").GetString()!, Data: one)))
                .Where(one => run.Parsed.GetValue(voice) is not { } part || one.Voice.Contains(part, StringComparison.OrdinalIgnoreCase))
                .ToList();
            if (run.Parsed.GetValue(say) is not { } sentence)
            {
                await run.Output.PrintAsync(
                    voices.Select(one => JsonSerializer.SerializeToElement(new { one.Model, Id = one.Voice, Name = NameOf(one.Data) }, PipelineJson.Options)).ToAsyncEnumerable(),
                    ["voice", "name", "model"],
                    answer => [answer.GetProperty("id").GetString(), answer.TryGetProperty("name", out var name) ? name.GetString() : null, answer.GetProperty("model").GetString()],
                    "There are no such voices.");
                return ExitCodes.Success;
            }

            var folder = run.Parsed.GetRequiredValue(output);
            Folders.Ready(folder);
            return await ServerRun.EachAsync(voices.Select(one => one.Voice).Distinct(), async name =>
            {
                var of = voices.First(one => one.Voice == name).Model;
                var file = Path.Combine(folder.ToString(), $"{FileName.Of(name)}.{OutputFormats.Mp3.Name}");
                await SayAsync(run, new { Input = sentence, Model = of, Voice = name }, file);
                run.Output.Print(JsonSerializer.SerializeToElement(new { Voice = name, File = file }, PipelineJson.Options), () => file);
            });
        });
    }

    /// <summary>Has a sentence spoken into a file.</summary>
    /// <exception cref="PipelineException">It was not spoken; the message says why.</exception>
    public static async Task<JobObject> SayAsync(ServerRun run, object job, string file)
    {
        var submitted = await run.Client.SendAsync<JobObject>(HttpMethod.Post, "jobs", job, run.CancellationToken);
        using var display = new ProgressDisplay(isQuiet: true);
        var ended = await new JobWatch(run.Client, display).UntilEndedAsync(Path.GetFileName(file), submitted, new Patience(Patience), run.CancellationToken);
        if (ended.Result is not { } result)
        {
            throw new PipelineException(JobWatch.ReasonOf(ended));
        }

        await run.Client.DownloadAudioAsync(result.Audio, file, run.CancellationToken);
        return ended;
    }

    static string? NameOf(JsonElement voice) => voice.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
}
