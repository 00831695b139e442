using System.Buffers;
using System.Security.Cryptography;

namespace SpeechPipeline.Storage;

/// <summary>
/// The name of a job: 26 characters of Crockford's base32 in lower case. The first ten are the milliseconds left until the
/// year 10889 (48 bits counted down), so that names sort newest first; the other sixteen are 80 random bits.
/// </summary>
public readonly record struct JobId
{
    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>In characters.</summary>
    public const int Length = 26;

    /// <summary>How many characters of an id are its time.</summary>
    public const int TimeLength = 10;
    const long LastMillisecond = (1L << 48) - 1;

    static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    readonly string? _value;

    JobId(string value) => _value = value;

    public static JobId New(TimeProvider time)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        return From(time.GetUtcNow(), random);
    }

    /// <summary>The id for a time and ten given bytes. The same input always gives the same id.</summary>
    public static JobId From(DateTimeOffset time, ReadOnlySpan<byte> tail)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tail.Length, 10);
        Span<char> text = stackalloc char[Length];
        var left = LastMillisecond - time.ToUnixTimeMilliseconds();
        for (var i = 9; i >= 0; i--, left >>= 5)
        {
            text[i] = Alphabet[(int)(left & 31)];
        }

        var bits = 0;
        var buffer = 0u;
        var at = 10;
        foreach (var octet in tail)
        {
            buffer = (buffer << 8) | octet;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text[at++] = Alphabet[(int)((buffer >> (bits - 5)) & 31)];
            }
        }

        return new JobId(new string(text));
    }

    /// <summary>The time that the id was made for, in whole milliseconds.</summary>
    public DateTimeOffset Time
    {
        get
        {
            var left = 0L;
            foreach (var letter in ToString().AsSpan()[..10])
            {
                left = (left << 5) | (uint)Alphabet.IndexOf(letter, StringComparison.Ordinal);
            }

            return DateTimeOffset.FromUnixTimeMilliseconds(LastMillisecond - left);
        }
    }

    public static bool TryParse(string? text, out JobId id)
    {
        var valid = text is { Length: Length } && !text.AsSpan().ContainsAnyExcept(Letters);
        id = valid ? new JobId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException"><paramref name="text"/> is not a job id.</exception>
    public static JobId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a job id.");

    /// <summary>The id; empty if it was never set.</summary>
    public override string ToString() => _value ?? "";
}
