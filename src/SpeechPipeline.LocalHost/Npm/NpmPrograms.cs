using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace SpeechPipeline.LocalHost.Npm;

/// <summary>
/// Where Azurite and Flite are. A build of the repository has them in <c>node_modules</c> above it, a deployment beside it. The .NET tool has only
/// the list of them (<c>npm/package.json</c> and its lock file) and fetches them once, into a folder of the user: they are 210 MB.
/// </summary>
/// <param name="program">The program's folder.</param>
/// <param name="home">The user's application data; empty where the user has none.</param>
sealed class NpmPrograms(string program, string home)
{
    const string Manifest = "package.json";
    const string Lock = "package-lock.json";

    readonly string _list = Path.Combine(program, "npm");

    public static NpmPrograms OfThisProgram { get; } = new(
        AppContext.BaseDirectory, Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    bool IsTool => File.Exists(Path.Combine(_list, Lock));

    /// <summary>The folder that has <c>node_modules</c>, or is below it. That of the tool is for this list alone, so another version has its own.</summary>
    /// <exception cref="NpmException">This is the tool, and the user has no home.</exception>
    public string Folder => !IsTool ? program : home.Length == 0
        ? throw new NpmException("There is no folder for Azurite and the built-in voice: this account has no home. Set HOME to a folder that it can write.")
        : Path.Combine(home, "speech-pipeline", "npm", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_list, Lock))))[..16]);

    /// <summary>Fetches what the tool lacks, and says so in one line; otherwise does nothing.</summary>
    /// <exception cref="NpmException">npm is missing, or failed.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task FetchAsync(TextWriter notices, CancellationToken cancellationToken)
    {
        var folder = Folder;
        if (!IsTool || Directory.Exists(folder))
        {
            return;
        }

        try
        {
            await FetchAsync(folder, notices, cancellationToken);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new NpmException($"Azurite and the built-in voice cannot be fetched: {e.Message} Make {folder} writable, or set HOME to another folder.", e);
        }
    }

    async Task FetchAsync(string folder, TextWriter notices, CancellationToken cancellationToken)
    {
        CreateForUser(Path.GetDirectoryName(folder)!);
        await using var turn = await TurnAsync($"{folder}.lock", notices, cancellationToken);
        if (Directory.Exists(folder))
        {
            return;
        }

        // The folder appears complete or not at all; what a kill left is begun anew.
        var partial = $"{folder}.partial";
        Delete(partial);
        Directory.CreateDirectory(partial);
        File.Copy(Path.Combine(_list, Manifest), Path.Combine(partial, Manifest));
        File.Copy(Path.Combine(_list, Lock), Path.Combine(partial, Lock));
        try
        {
            using var npm = Start(partial);
            await notices.WriteLineAsync($"Fetching Azurite (storage) and the built-in voice with npm into {folder}: once, 210 MB, about a minute.");
            await EndAsync(npm, cancellationToken);
            Directory.Move(partial, folder);
        }
        catch
        {
            Delete(partial);
            throw;
        }
    }

    // Others must not be able to put programs there that this user then runs.
    static void CreateForUser(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Two first uses at a time fetch once: the second waits for the first.</summary>
    static async Task<FileStream> TurnAsync(string path, TextWriter notices, CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (isFirst)
                {
                    await notices.WriteLineAsync("Waiting until another 'speech' has fetched Azurite and the built-in voice.");
                }

                await Task.Delay(200, cancellationToken);
            }
        }
    }

    static async Task EndAsync(Process npm, CancellationToken cancellationToken)
    {
        npm.StandardInput.Close();
        var output = npm.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = npm.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await npm.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            await npm.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        await output;
        if (npm.ExitCode != 0)
        {
            throw new NpmException($"npm could not fetch Azurite and the built-in voice (exit code {npm.ExitCode}): {InOneLine(await error)}. Once npm can reach its registry, run the command again.");
        }
    }

    static Process Start(string folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(
                OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
                ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error",
                    // Without a network, npm would otherwise wait for more than a minute before it says so.
                    "--fetch-retry-maxtimeout=10000"])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new NpmException("Node.js is missing: 'npm' cannot be started. Node.js 20 or later, with npm, must be on the PATH.", e);
        }
    }

    static string InOneLine(string error) => string.Join(' ', error
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => line.Replace("npm error", "", StringComparison.Ordinal).Trim())
        .Where(static line => line.Length > 0 && !line.StartsWith("at ", StringComparison.Ordinal) && !line.StartsWith("A complete log", StringComparison.Ordinal))
        .Take(4));
}
