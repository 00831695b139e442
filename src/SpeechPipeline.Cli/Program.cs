using System.CommandLine;
using SpeechPipeline.Cli;
using SpeechPipeline.Cli.Batching;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Cli.Keys;
using SpeechPipeline.Cli.Parked;
using SpeechPipeline.Cli.Planning;
using SpeechPipeline.Cli.Serving;

var root = new RootCommand("Turns articles into finished audio episodes.")
{
    ConvertCommand.Create(),
    PlanCommand.Create(),
    BatchCommand.Create(),
    ParkedCommand.Create(),
    ServeCommand.Create(),
    KeysCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }

    return ExitCodes.WrongUsage;
}

// Ctrl+C cancels; then everything stops by itself, after Azurite's last write to disk.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
