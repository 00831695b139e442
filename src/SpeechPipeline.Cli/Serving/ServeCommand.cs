using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using SpeechPipeline.LocalHost;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.Settings;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Cli.Serving;

/// <summary><c>speech serve</c>: the whole pipeline on this machine, until stopped.</summary>
static class ServeCommand
{
    const string DefaultData = ".speech";

    const string PublicAddress = $"{PipelineOptions.Section}:{nameof(PipelineOptions.PublicAddress)}";

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder for jobs, speech and episodes.", DefaultValueFactory = _ => new DirectoryInfo(DefaultData) };
        var host = new Option<string?>("--host") { Description = "The IP address to listen on; 0.0.0.0 for all of this machine's. Beyond 127.0.0.1 a key is needed: see 'speech keys new'." };
        var port = new Option<int>("--port") { Description = "The port; 0 takes a free one.", DefaultValueFactory = _ => 7071 };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError("--port must be from 0 to 65535.");
            }
        });

        var address = new Option<Uri?>("--public-address")
        {
            Description = "Where others reach it, https://pods.example.com: links and feeds begin with it.",
            CustomParser = static result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
                {
                    return uri;
                }

                result.AddError($"--public-address '{result.Tokens[0].Value}' is not an http or https address.");
                return null;
            },
        };
        var drop = new Option<DirectoryInfo?>("--drop") { Description = "A folder whose files are made into episodes; results come back into its folders done and failed." };
        var command = new Command("serve", "Runs the pipeline on this machine until stopped.") { data, host, port, address, drop };
        command.Validators.Add(result =>
        {
            // Otherwise each would treat the other's files as its own. Defaults are set later.
            var kept = result.GetValue(data) ?? new DirectoryInfo(DefaultData);
            if (result.GetValue(drop) is { } dropped && (Contains(dropped, kept) || Contains(kept, dropped)))
            {
                result.AddError($"--drop and --data must be separate folders, neither within the other; they are {dropped.FullName} and {kept.FullName}.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(
                new LocalPipelineOptions
                {
                    DataFolder = parsed.GetRequiredValue(data).FullName,
                    ListenAddress = parsed.GetValue(host),
                    Port = parsed.GetValue(port),
                    LogsToConsole = true,
                    Settings = parsed.GetValue(address) is { } own ? new Dictionary<string, string?> { [PublicAddress] = own.AbsoluteUri } : [],
                },
                parsed.GetValue(drop),
                cancellationToken));
        return command;
    }

    static bool Contains(DirectoryInfo outer, DirectoryInfo inner) => WithSeparator(inner).StartsWith(WithSeparator(outer), StringComparison.OrdinalIgnoreCase);

    static string WithSeparator(DirectoryInfo directory) => Path.TrimEndingDirectorySeparator(directory.FullName) + Path.DirectorySeparatorChar;

    static async Task<int> RunAsync(LocalPipelineOptions options, DirectoryInfo? drop, CancellationToken cancellationToken)
    {
        try
        {
            Folders.Ready(new DirectoryInfo(options.DataFolder!));
            await Console.Error.WriteLineAsync("Starting the pipeline.");
            await using var stack = await LocalPipeline.StartAsync(options, cancellationToken);
            var links = stack.LinkAddress == stack.Address ? "" : $", for others at {stack.LinkAddress}";
            Console.WriteLine($"Pipeline at {stack.Address}api{links}, speech by {EndpointAddress.Shown(stack.SpeechAddress)}, data in {options.DataFolder}. Ctrl+C stops it.");
            if (stack.IsOpen && !stack.LinkAddress.IsLoopback)
            {
                await Console.Error.WriteLineAsync(
                    $"No key is set, so everyone who reaches {stack.LinkAddress} may use the pipeline. Make one with 'speech keys new', and set it as Host__FunctionKeys__0.");
            }

            await UntilEndedAsync(stack, drop, cancellationToken);
            await Console.Error.WriteLineAsync("Azurite has ended, and the pipeline cannot continue without it. Start serve again with the same folder.");
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine("Stopped.");
            return ExitCodes.Success;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"Port {options.Port} is in use, perhaps by another 'speech serve'; choose another with --port, or 0 for any free one.");
            return ExitCodes.Failed;
        }
        catch (Exception e) when (e is AzuriteException or InvalidSettingsException or PipelineException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
    }

    static async Task UntilEndedAsync(LocalPipeline stack, DirectoryInfo? drop, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = drop is null ? Task.Delay(Timeout.Infinite, stopping.Token) : DropFolder.For(drop, stack.Services).RunAsync(stopping.Token);
        try
        {
            await await Task.WhenAny(stack.EndedAsync(cancellationToken), watching);
        }
        finally
        {
            // Before storage stops.
            await stopping.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
