using System.CommandLine;
using SpeechPipeline.Durability;

namespace SpeechPipeline.Cli.Parked;

/// <summary><c>speech parked</c>, <c>speech parked show QUEUE/ID</c> and <c>speech parked delete QUEUE/ID…</c>.</summary>
static class ParkedCommand
{
    public static Command Create()
    {
        var command = new Command("parked", "Lists, shows and deletes messages that the pipeline could not read.") { List(), Show(), Delete() };
        WithServer(command, (_, run, cancellationToken) => run.ListAsync(cancellationToken));
        return command;
    }

    static Command List() => WithServer(new Command("list", "Lists the messages: queue/id, bytes, time."), (_, run, cancellationToken) => run.ListAsync(cancellationToken));

    static Command Show()
    {
        var message = new Argument<string>("message") { Description = "The name of a message, as printed by list: QUEUE/ID." };
        message.Validators.Add(result => Check(result.Tokens.Select(token => token.Value), result.AddError));
        return WithServer(
            new Command("show", "Prints a message unchanged.") { message },
            (parsed, run, cancellationToken) => run.ShowAsync(parsed.GetRequiredValue(message), cancellationToken));
    }

    static Command Delete()
    {
        var messages = new Argument<string[]>("message") { Description = "Names of messages, as printed by list: QUEUE/ID.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Delete every message." };
        var command = new Command("delete", "Deletes messages for good.") { messages, all };
        command.Validators.Add(result =>
        {
            Check(result.GetValue(messages) ?? [], result.AddError);
            if (result.GetValue(all) == (result.GetValue(messages) is { Length: > 0 }))
            {
                result.AddError("Name the messages to delete as QUEUE/ID, or give --all; not both.");
            }
        });
        return WithServer(command, (parsed, run, cancellationToken) => run.DeleteAsync(parsed.GetValue(all) ? null : parsed.GetRequiredValue(messages), cancellationToken));
    }

    static void Check(IEnumerable<string> names, Action<string> problem)
    {
        foreach (var name in names.Where(name => !ParkedName.TryParse(name, out _)))
        {
            problem($"'{name}' does not name a parked message; 'speech parked list' shows their names, such as speech-jobs/4f6c….");
        }
    }

    static Command WithServer(Command command, Func<ParseResult, ParkedRun, CancellationToken, Task<int>> run) =>
        ServerCommand.With(command, asked => run(asked.Parsed, new ParkedRun(asked.Client, asked.Output), asked.CancellationToken));
}
