using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SpeechPipeline.LocalHost.Npm;

namespace SpeechPipeline.LocalHost.Azurite;

/// <summary>Azurite as a child process on loopback ports that the system chooses. It ends, and writes what it holds, when this
/// is disposed or when this process ends in any way.</summary>
/// <remarks>
/// Azurite 3.35 takes port 0 and, even with <c>--silent</c>, prints the address of each service once it listens; so no port is
/// chosen before it is bound, and no start can collide with another. The account key is random: another user of the machine
/// can reach the port, but not the data. It changes with each start, so a SAS address does not outlive the server.
/// </remarks>
public sealed partial class AzuriteServer : IAsyncDisposable
{
    const string Account = "devstoreaccount";

    static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    readonly Process _process;
    Task? _stopped;

    AzuriteServer(Process process, IReadOnlyList<string> connectionStrings)
    {
        _process = process;
        ProcessId = process.Id;
        Ended = process.WaitForExitAsync(CancellationToken.None);
        ConnectionStrings = connectionStrings;
    }

    /// <summary>Account, random key and the addresses of the blob, queue and table services.</summary>
    public string ConnectionString => ConnectionStrings[0];

    /// <summary>A connection string for each account. The accounts do not see each other's data.</summary>
    public IReadOnlyList<string> ConnectionStrings { get; }

    public int ProcessId { get; }

    /// <summary>Completes when the server has ended for any reason.</summary>
    public Task Ended { get; }

    /// <param name="folder">Where the data is kept (created if missing; one server at a time); null keeps it in memory.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="AzuriteException">Azurite or Node.js is missing, the folder is in use, or it did not start within two minutes.</exception>
    public static Task<AzuriteServer> StartAsync(string? folder = null, CancellationToken cancellationToken = default) =>
        StartAsync(folder, accounts: 1, cancellationToken);

    /// <summary>A server in memory for several users, each with an own account: 1 to 1,000.</summary>
    /// <inheritdoc cref="StartAsync(string?, CancellationToken)"/>
    public static Task<AzuriteServer> StartAsync(int accounts, CancellationToken cancellationToken = default) =>
        StartAsync(folder: null, accounts, cancellationToken);

    static async Task<AzuriteServer> StartAsync(string? folder, int accounts, CancellationToken cancellationToken)
    {
        var keys = Enumerable.Range(1, accounts).ToDictionary(number => $"{Account}{number}", _ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));
        var process = Start(StartInfo(folder, keys));
        var output = new StringBuilder();
        process.ErrorDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginErrorReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            var addresses = new Dictionary<string, string>();
            while (addresses.Count < 3)
            {
                var line = await process.StandardOutput.ReadLineAsync(limit.Token);
                if (line is null)
                {
                    await process.WaitForExitAsync(limit.Token);
                    throw new AzuriteException($"Azurite ended with code {process.ExitCode} while it started: {output}");
                }

                if (Listening.Match(line) is { Success: true } match)
                {
                    addresses[match.Groups["service"].Value] = match.Groups["address"].Value;
                }
            }

            // Further output is read and discarded, so that the pipe does not fill.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new(process, [.. keys.Select(account => ConnectionStringOf(account.Key, account.Value, addresses))]);
        }
        catch (Exception e)
        {
            await StopAsync(process, process.WaitForExitAsync(CancellationToken.None));
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new AzuriteException($"Azurite did not start within {StartLimit.TotalSeconds} s: {output}", e);
            }

            throw;
        }
    }

    public ValueTask DisposeAsync() => new(_stopped ??= StopAsync(_process, Ended));

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new AzuriteException("Node.js is missing: 'node' cannot be started. Version 20 or later must be on the PATH.", e);
        }
    }

    static ProcessStartInfo StartInfo(string? folder, Dictionary<string, string> keys)
    {
        string[] storage = folder is null ? ["--inMemoryPersistence"] : ["--location", Directory.CreateDirectory(folder).FullName];
        var start = new ProcessStartInfo("node",
            [
                "--require", Path.Combine(AppContext.BaseDirectory, "azurite", "follow-parent.cjs"),
                AzuriteFiles.Find(NpmPrograms.OfThisProgram.Folder),
                "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
                // New storage SDKs use API versions that Azurite 3.35 does not know.
                "--skipApiVersionCheck", "--silent", "--disableTelemetry", .. storage,
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? AppContext.BaseDirectory,
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', keys.Select(account => $"{account.Key}:{account.Value}"));
        start.Environment.Remove("AZURITE_DB"); // It would store the blobs in an SQL database.
        return start;
    }

    // Closing standard input tells Azurite to end (follow-parent.cjs): it works on every system, and writes everything to disk.
    static async Task StopAsync(Process process, Task ended)
    {
        using (process)
        {
            process.StandardInput.Close();
            try
            {
                await ended.WaitAsync(StopLimit, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                await ended;
            }
        }
    }

    static string ConnectionStringOf(string account, string key, Dictionary<string, string> addresses) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={key};"
        + string.Concat(addresses.Select(service => $"{service.Key}Endpoint={service.Value}/{account};"));

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at (?<address>http://\S+)$")]
    static partial Regex Listening { get; }
}
