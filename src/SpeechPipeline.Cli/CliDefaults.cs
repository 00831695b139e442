using System.Text.Json;

namespace SpeechPipeline.Cli;

/// <summary>
/// What the options <c>--server</c>, <c>--key</c> and <c>--voice</c> are where they are not given: the environment variables <c>SPEECH_SERVER</c>,
/// <c>SPEECH_KEY</c> and <c>SPEECH_VOICE</c>, else the members <c>server</c>, <c>key</c> and <c>voice</c> of the configuration file.
/// </summary>
static class CliDefaults
{
    static readonly string[] Names = ["server", "key", "voice"];

    /// <summary>The configuration file: <c>speech/config.json</c> in the user's configuration folder (<c>XDG_CONFIG_HOME</c>, <c>~/.config</c>, <c>%APPDATA%</c>).</summary>
    public static string Path { get; } =
        System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "speech", "config.json");

    static readonly Lazy<Dictionary<string, string>> File = new(() => ReadFile(Path));

    public static string? Server => Find("server");

    public static string? Key => Find("key");

    public static string? Voice => Find("voice");

    /// <summary>What is wrong with the file; null: nothing, or there is none.</summary>
    public static string? Problem()
    {
        try
        {
            _ = File.Value;
            return null;
        }
        catch (PipelineException e)
        {
            return e.Message;
        }
    }

    static string? Find(string name) =>
        Environment.GetEnvironmentVariable($"SPEECH_{name.ToUpperInvariant()}") is { Length: > 0 } set ? set : File.Value.GetValueOrDefault(name);

    static Dictionary<string, string> ReadFile(string path)
    {
        if (!System.IO.File.Exists(path))
        {
            return [];
        }

        try
        {
            var read = JsonSerializer.Deserialize<Dictionary<string, string>>(System.IO.File.ReadAllText(path)) ?? [];
            return read.Keys.FirstOrDefault(name => !Names.Contains(name)) is { } unknown
                ? throw new PipelineException($"{path} has '{unknown}'; it may have {string.Join(", ", Names)}.")
                : read;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new PipelineException($"{path} cannot be read: {e.Message} It is an object with {string.Join(", ", Names)}, each a text.");
        }
    }
}
