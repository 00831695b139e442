using System.Buffers.Binary;

namespace SpeechPipeline.Audio;

/// <summary>Counts MPEG frames in a stream of pieces of any size.</summary>
/// <param name="begun">The count so far, at the end of a whole frame; default for a new stream.</param>
public sealed class Mp3StreamTally(Mp3StreamSummary begun = default)
{
    readonly byte[] _header = new byte[Mp3FrameHeader.Length];
    Mp3StreamSummary _summary = begun;
    int _headerBytes;
    int _frameBytesToCome;

    /// <summary>Counts bytes, as long as they belong to the first <paramref name="mostFrames"/> frames.</summary>
    /// <returns>How many bytes belong to them.</returns>
    /// <exception cref="InvalidDataException">The bytes are no sequence of MPEG layer III frames.</exception>
    public int Add(ReadOnlySpan<byte> mp3, long mostFrames = long.MaxValue)
    {
        var all = mp3;
        while (!mp3.IsEmpty && (_frameBytesToCome > 0 || _summary.MpegFrames < mostFrames))
        {
            var length = Math.Min(mp3.Length, _frameBytesToCome > 0 ? _frameBytesToCome : _header.Length - _headerBytes);
            if (_frameBytesToCome > 0)
            {
                _frameBytesToCome -= length;
            }
            else
            {
                mp3[..length].CopyTo(_header.AsSpan(_headerBytes));
                _headerBytes += length;
                BeginFrame();
            }

            mp3 = mp3[length..];
        }

        var counted = all[..^mp3.Length];
        _summary = _summary with { Bytes = _summary.Bytes + counted.Length, Crc = Crc16.Append(_summary.Crc, counted) };
        return counted.Length;
    }

    /// <summary>The stream so far.</summary>
    /// <exception cref="InvalidOperationException">The last frame is not complete.</exception>
    public Mp3StreamSummary Summary => _frameBytesToCome == 0 && _headerBytes == 0
        ? _summary
        : throw new InvalidOperationException("The MP3 stream ends within a frame.");

    void BeginFrame()
    {
        if (_headerBytes < _header.Length)
        {
            return;
        }

        if (!Mp3FrameHeader.TryRead(_header, out var header))
        {
            throw new InvalidDataException($"No MPEG frame begins after {_summary.MpegFrames} frames.");
        }

        _summary = _summary with
        {
            FirstHeader = _summary.MpegFrames == 0 ? BinaryPrimitives.ReadUInt32BigEndian(_header) : _summary.FirstHeader,
            MpegFrames = _summary.MpegFrames + 1,
        };
        _frameBytesToCome = header.FrameBytes - _header.Length;
        _headerBytes = 0;
    }
}
