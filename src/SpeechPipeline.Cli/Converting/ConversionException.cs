namespace SpeechPipeline.Cli.Converting;

/// <summary>One file cannot be converted; the message is one line, with its path.</summary>
sealed class ConversionException(string path, string reason, Exception? inner = null) : Exception($"{path}: {OneLine(reason)}", inner)
{
    static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
