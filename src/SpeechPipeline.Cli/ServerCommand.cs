using System.CommandLine;
using SpeechPipeline.Cli.Converting;

namespace SpeechPipeline.Cli;

/// <summary>A command that asks a running pipeline.</summary>
static class ServerCommand
{
    /// <summary>Gives the command <c>--server</c>, <c>--key</c> and <c>--json</c>, and its action the pipeline.</summary>
    public static Command With(Command command, Func<ServerRun, Task<int>> run)
    {
        var server = ServerOptions.OfRunning();
        var json = new Option<bool>("--json") { Description = "Print JSON as the server answers it, an object a line." };
        server.AddTo(command);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var (address, key) = server.Read(parsed);
                using var client = new PipelineClient(address ?? ServerOptions.Local, key);
                return await run(new ServerRun(parsed, client, new Output(parsed.GetValue(json)), cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
            }
            catch (Exception e) when (e is PipelineException or ConversionException or HttpRequestException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return ExitCodes.Failed;
            }
        });
        return command;
    }
}

/// <summary>One run of a command that asks a running pipeline.</summary>
sealed record ServerRun(ParseResult Parsed, PipelineClient Client, Output Output, CancellationToken CancellationToken)
{
    /// <summary>Does the same for each; one that fails is reported, and the others follow.</summary>
    public static async Task<int> EachAsync(IEnumerable<string> ids, Func<string, Task> each)
    {
        var exit = ExitCodes.Success;
        foreach (var id in ids)
        {
            try
            {
                await each(id);
            }
            catch (ConversionException e)
            {
                exit = ExitCodes.Failed;
                await Console.Error.WriteLineAsync(e.Message);
            }
            catch (PipelineException e)
            {
                exit = ExitCodes.Failed;
                await Console.Error.WriteLineAsync($"{id}: {e.Message}");
            }
        }

        return exit;
    }
}
