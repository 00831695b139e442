using System.Buffers.Binary;

namespace SpeechPipeline.Audio;

/// <summary>
/// What stands behind the samples of a WAV whose sizes its writer did not know: chunks that describe the sound, or what is left of a header that
/// was to be mended. Taken for samples, either is a click or a burst.
/// </summary>
static class WavTrailer
{
    /// <summary>
    /// Chunks that writers put behind the samples: RIFF (LIST, cue, smpl), BWF (bext, iXML, axml, chna), ID3 tags, content credentials (C2PA
    /// specification, "Embedding manifests into RIFF").
    /// </summary>
    static readonly byte[][] Known =
    [
        [.. "LIST"u8], [.. "C2PA"u8], [.. "id3 "u8], [.. "ID3 "u8], [.. "bext"u8], [.. "iXML"u8], [.. "axml"u8], [.. "chna"u8], [.. "cue "u8], [.. "smpl"u8],
        [.. "inst"u8], [.. "fact"u8], [.. "PEAK"u8], [.. "JUNK"u8], [.. "junk"u8], [.. "PAD "u8], [.. "_PMX"u8], [.. "acid"u8], [.. "LGWV"u8],
    ];

    /// <summary>More are not followed from one place: data made of the names of chunks would take time with the square of its length.</summary>
    const int MostChunks = 32;

    /// <summary>How many bytes at the end are no samples.</summary>
    /// <param name="data">All that follows the header of the data chunk.</param>
    /// <param name="headerBytes">How many bytes came before it.</param>
    public static int LengthIn(ReadOnlySpan<byte> data, int headerBytes)
    {
        var first = data.Length;
        foreach (var id in Known)
        {
            for (var at = 0; at < first;)
            {
                var found = data[at..first].IndexOf(id);
                if (found < 0)
                {
                    break;
                }

                at += found;
                if (AreChunks(data[at..]))
                {
                    first = at;
                }

                at++;
            }
        }

        var left = data.Length - first;
        return left + (IsMendedHeader(data[..first], headerBytes) ? headerBytes : 0);
    }

    /// <summary>Chunks up to the end, or one whose writer did not know its size and whose content tells what it is.</summary>
    static bool AreChunks(ReadOnlySpan<byte> rest)
    {
        for (var chunks = 0; rest.Length >= 8; chunks++)
        {
            if (chunks == MostChunks)
            {
                return false;
            }

            var size = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (rest[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            {
                return false;
            }

            var content = rest[8..];
            if (size > content.Length)
            {
                return (rest.StartsWith("LIST"u8) && (content.StartsWith("INFO"u8) || content.StartsWith("adtl"u8)))
                    || (rest.StartsWith("C2PA"u8) && content.Length >= 8 && content[4..8].SequenceEqual("jumb"u8));
            }

            rest = content[(int)Math.Min(size + (size % 2), content.Length)..];
        }

        return !rest.ContainsAnyExcept((byte)0);
    }

    /// <summary>
    /// A writer that goes back to mend the sizes, in a buffer that has been emptied meanwhile, leaves a header of zeros with those two sizes (old
    /// versions of Kokoro-FastAPI, of PyAV on a buffer).
    /// </summary>
    static bool IsMendedHeader(ReadOnlySpan<byte> data, int headerBytes)
    {
        if (headerBytes < 44 || data.Length < 2 * headerBytes)
        {
            return false;
        }

        var tail = data[^headerBytes..];
        return !tail[..4].ContainsAnyExcept((byte)0) && !tail[8..^4].ContainsAnyExcept((byte)0)
            && tail[4..8].ContainsAnyExcept((byte)0) && tail[^4..].ContainsAnyExcept((byte)0);
    }
}
