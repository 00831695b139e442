using System.Buffers.Binary;

namespace SpeechPipeline.Audio.Tags;

/// <summary>Walks the markers of a JPEG file (ITU-T T.81, annex B): a frame header with the size, a scan, the end of the image.</summary>
static class JpegStructure
{
    const byte Temporary = 0x01, FirstRestart = 0xD0, LastRestart = 0xD7, StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA;

    static readonly (ImageSize, string?) CutShort = (default, "The cover is a JPEG file that is cut short.");
    static readonly (ImageSize, string?) Damaged = (default, "The cover is a damaged JPEG file: a marker is missing.");

    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, StartOfImage, 0xFF]);

    public static (ImageSize Size, string? Problem) Read(ReadOnlySpan<byte> file)
    {
        var (size, hasFrame, hasScan) = (default(ImageSize), false, false);
        for (var at = 2; at < file.Length;)
        {
            if (file[at] != 0xFF)
            {
                return Damaged;
            }

            while (at < file.Length && file[at] == 0xFF)
            {
                at++; // B.1.1.2: any marker may be preceded by fill bytes
            }

            if (at == file.Length)
            {
                break;
            }

            var marker = file[at++];
            if (marker == EndOfImage)
            {
                return hasFrame && hasScan ? (size with { Bytes = at }, null) : (default, "The cover is a JPEG file without a picture in it.");
            }

            if (marker is 0 or Temporary or StartOfImage or (>= FirstRestart and <= LastRestart))
            {
                return Damaged;
            }

            var length = file.Length - at < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (length < 2 || length > file.Length - at)
            {
                return CutShort;
            }

            if (IsFrameHeader(marker))
            {
                if (hasFrame || length < 8)
                {
                    return Damaged;
                }

                size = new ImageSize(BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 3)..]), 0);
                hasFrame = true;
            }

            at += length;
            if (marker == StartOfScan)
            {
                hasScan = true;
                at = EndOfScan(file, at);
            }
        }

        return CutShort;
    }

    /// <summary>Table B.1: SOF0 to SOF15 without what defines tables (DHT, DAC) and what is reserved (JPG).</summary>
    static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>In coded data 0xFF is followed by 0, or is a fill byte or a restart marker; anything else ends the scan.</summary>
    static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
            {
                return file.Length;
            }

            at += next;
            if (file[at + 1] is not (0 or 0xFF or (>= FirstRestart and <= LastRestart)))
            {
                return at;
            }

            at += file[at + 1] == 0xFF ? 1 : 2;
        }

        return file.Length;
    }
}
