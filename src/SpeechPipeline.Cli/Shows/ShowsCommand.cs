using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SpeechPipeline.Cli.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Shows;

/// <summary><c>speech shows</c>: <c>list</c>, <c>show</c>, <c>set</c>, <c>episodes</c>, <c>remove</c>, <c>feed</c> and <c>token</c>.</summary>
static class ShowsCommand
{
    static readonly JsonElement NoSettings = JsonSerializer.SerializeToElement(new object());

    public static Command Create()
    {
        var command = new Command("shows", "Lists and changes shows: podcasts, each with a feed.") { List(), Show(), Set(), Episodes(), Remove(), Feed(), Token() };
        return ServerCommand.With(command, ListAsync);
    }

    static Argument<string> Name()
    {
        var name = new Argument<string>("show") { Description = "The name of a show." };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ShowName.TryParse(token.Value, out _) && !token.Value.StartsWith('-'))
            {
                result.AddError($"'{token.Value}' cannot be the name of a show; it must be {ShowName.Form}.");
            }
        });
        return name;
    }

    static Command List() => ServerCommand.With(new Command("list", "Lists the shows."), ListAsync);

    static async Task<int> ListAsync(ServerRun run)
    {
        await run.Output.PrintAsync(
            run.Client.ListAsync("shows", new Dictionary<string, string>(), int.MaxValue, run.CancellationToken),
            ["show", "title", "visibility", "feed"],
            static answer => Cells(Read(answer)),
            "There are no shows; 'speech shows set NAME --title …' makes one, and so does the first episode with --show.");
        return ExitCodes.Success;
    }

    static Command Show() => One("show", "Shows the settings of a show.", HttpMethod.Get, "", answer => Text(answer));

    static Command Feed() => One("feed", "Prints the address of a show's feed, for a podcast app.", HttpMethod.Get, "", answer => Read(answer).Feed.Url);

    static Command Token() => One("token", "Gives a show and its episodes new addresses; the old ones stop working.", HttpMethod.Post, "/token", answer => Read(answer).Feed.Url);

    static Command One(string name, string description, HttpMethod method, string path, Func<JsonElement, string> text)
    {
        var show = Name();
        return ServerCommand.With(new Command(name, description) { show }, async run =>
        {
            var answer = await run.Client.SendAsync<JsonElement>(method, $"shows/{run.Parsed.GetRequiredValue(show)}{path}", body: null, run.CancellationToken);
            run.Output.Print(answer, () => text(answer));
            return ExitCodes.Success;
        });
    }

    static Command Episodes()
    {
        var show = Name();
        var limit = JobCommands.Limit("episodes");
        return ServerCommand.With(new Command("episodes", "Lists the episodes of a show, the last one asked for first.") { show, limit }, async run =>
        {
            await run.Output.PrintAsync(
                run.Client.ListAsync($"shows/{run.Parsed.GetRequiredValue(show)}/episodes", new Dictionary<string, string>(), run.Parsed.GetValue(limit), run.CancellationToken),
                ["id", "added", "plays", "title"],
                static answer => Cells(answer.Deserialize<EpisodeObject>(PipelineJson.Options)!),
                "The show has no episodes.");
            return ExitCodes.Success;
        });
    }

    static Command Remove()
    {
        var show = Name();
        var ids = new Argument<string[]>("id") { Description = "Ids of episodes, as printed by episodes.", Arity = ArgumentArity.OneOrMore };
        return ServerCommand.With(new Command("remove", "Removes episodes from a show for good; their jobs stay.") { show, ids }, run =>
            ServerRun.EachAsync(run.Parsed.GetRequiredValue(ids), async id =>
            {
                await run.Client.DeleteAsync($"shows/{run.Parsed.GetRequiredValue(show)}/episodes/{Uri.EscapeDataString(id)}", run.CancellationToken);
                run.Output.Print(JsonSerializer.SerializeToElement(new { Id = id, Removed = true }, PipelineJson.Options), () => $"{id}: removed.");
            }));
    }

    static Command Set()
    {
        var show = Name();
        Option[] settings =
        [
            Setting<string>("title", "Its title."),
            Setting<string>("author", "Its author."),
            Setting<string>("description", "Its description."),
            Setting<string>("language", "Its language, such as en."),
            Setting<string>("category", "Its category, such as Arts or Arts/Books."),
            Setting<bool?>("explicit", "Whether it is unsuitable for children: true or false."),
            Setting<string>("owner-name", "Its owner, for directories."),
            Setting<string>("owner-email", "Its owner's address, for directories."),
            Setting<string>("image", "The address of its picture."),
            Setting<string>("link", "The address of its page."),
            Setting<string>("type", "episodic or serial."),
            Setting<bool?>("locked", "Whether other hosts may not import it: true or false."),
            Setting<string>("visibility", "private or public."),
            Setting<string>("dates", "The date of an episode: that of its article, or of the episode."),
            Setting<int?>("retention-days", "Days after which its jobs are deleted."),
        ];
        var command = new Command("set", "Makes a show, or changes the settings named.") { show };
        foreach (var setting in settings)
        {
            command.Options.Add(setting);
        }

        return ServerCommand.With(command, async run =>
        {
            var path = $"shows/{run.Parsed.GetRequiredValue(show)}";
            var known = await run.Client.FindAsync(path, run.CancellationToken) is { } found ? JsonSerializer.SerializeToElement(Settings(Read(found)), PipelineJson.Options) : NoSettings;
            var wanted = known.EnumerateObject().ToDictionary(setting => setting.Name, setting => (object)setting.Value);
            foreach (var setting in settings.Where(setting => run.Parsed.GetResult(setting) is { Implicit: false }))
            {
                Put(wanted, setting.Name.TrimStart('-').Replace('-', '_'), run.Parsed.GetRequiredValue<object>(setting.Name));
            }

            var answer = await run.Client.SendAsync<JsonElement>(HttpMethod.Put, path, wanted, run.CancellationToken);
            run.Output.Print(answer, () => Text(answer));
            return ExitCodes.Success;
        });
    }

    /// <summary>Name and address of the owner are members of one object.</summary>
    static void Put(Dictionary<string, object> settings, string name, object value)
    {
        if (name is not ("owner_name" or "owner_email"))
        {
            settings[name] = value;
            return;
        }

        var owner = settings.TryGetValue("owner", out var found)
            ? JsonSerializer.SerializeToElement(found, PipelineJson.Options).Deserialize<ShowOwner>(PipelineJson.Options)!
            : new ShowOwner(null, null);
        settings["owner"] = name == "owner_name" ? owner with { Name = (string)value } : owner with { Email = (string)value };
    }

    static Option<T> Setting<T>(string name, string description) => new($"--{name}") { Description = description };

    /// <summary>The settings of which the object was made.</summary>
    static ShowSettings Settings(ShowObject show) => new(
        show.Title == show.Id ? null : show.Title, show.Author, show.Description, show.Language, show.Category, show.Explicit, show.Owner, show.Image, show.Link, show.Type,
        show.Locked, show.Visibility, show.Dates, show.RetentionDays);

    static IReadOnlyList<string?> Cells(EpisodeObject episode) =>
        [episode.Id, episode.AddedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), JobText.Clock(episode.Audio.DurationSeconds), episode.Title];

    static IReadOnlyList<string?> Cells(ShowObject show) => [show.Id, show.Title, Word(show.Visibility), show.Feed.Url];

    static ShowObject Read(JsonElement answer) => answer.Deserialize<ShowObject>(PipelineJson.Options)!;

    /// <summary>The object, a member a line.</summary>
    static string Text(JsonElement answer) => string.Join('\n', answer.EnumerateObject()
        .Where(member => member.Name != "object")
        .Select(member => $"{member.Name.Replace('_', ' '),-15} {Output.Plain(member.Value switch
        {
            { ValueKind: JsonValueKind.Object } part => string.Join(", ", part.EnumerateObject().Select(inner => inner.Value.ToString())),
            var value => value.ToString(),
        })}"));

    static string Word(ShowVisibility visibility) => visibility.ToString().ToLowerInvariant();
}
