using System.CommandLine;
using System.CommandLine.Parsing;
using SpeechPipeline.Cli;
using SpeechPipeline.Cli.Batching;
using SpeechPipeline.Cli.Completion;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Cli.Doctor;
using SpeechPipeline.Cli.Jobs;
using SpeechPipeline.Cli.Keys;
using SpeechPipeline.Cli.Parked;
using SpeechPipeline.Cli.Planning;
using SpeechPipeline.Cli.Serving;
using SpeechPipeline.Cli.Shows;
using SpeechPipeline.Cli.Voices;
using SpeechPipeline.Cli.Webhooks;

if (CliDefaults.Problem() is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return ExitCodes.WrongUsage;
}

var root = new RootCommand("Turns articles into finished audio episodes.")
{
    ConvertCommand.Create(),
    PlanCommand.Create(),
    SubmitCommand.Create(),
    BatchCommand.Create(),
    ShowsCommand.Create(),
    VoicesCommand.Create(),
    WebhookCommand.Create(),
    ParkedCommand.Create(),
    ServeCommand.Create(),
    DoctorCommand.Create(),
    KeysCommand.Create(),
    CompletionCommand.Create(),
};
foreach (var command in JobCommands.Create())
{
    root.Subcommands.Add(command);
}

var parsed = root.Parse(args);
if (parsed.CommandResult.Command is { Subcommands.Count: > 0, Action: null } && parsed.Tokens.All(static token => token.Type == TokenType.Command))
{
    parsed = root.Parse([.. args, "--help"]);
}

if (CommandLineErrors.Of(parsed) is { Count: > 0 } errors)
{
    foreach (var error in errors)
    {
        await Console.Error.WriteLineAsync(error);
    }

    return ExitCodes.WrongUsage;
}

// Ctrl+C cancels; then everything stops by itself, after Azurite's last write to disk.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
