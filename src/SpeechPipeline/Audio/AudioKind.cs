namespace SpeechPipeline.Audio;

/// <summary>Describes bytes that are not audio, without quoting them: an error page may repeat the text that was sent.</summary>
static class AudioKind
{
    public static string Describe(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n\uFEFF"u8) switch
    {
        [(byte)'{' or (byte)'[', ..] => "JSON",
        [(byte)'<', ..] => "HTML or XML",
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, >= 0xE0, ..] => "MP3",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "Ogg",
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "FLAC",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] when bytes.Length < 12 => $"the first {bytes.Length} bytes of one",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => "another kind of RIFF file",
        _ => $"something else: {bytes.Length} bytes, the first 0x{Convert.ToHexString(bytes[..Math.Min(4, bytes.Length)])}",
    };
}
