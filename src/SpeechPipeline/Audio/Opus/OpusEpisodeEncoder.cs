using System.Buffers;
using Concentus.Enums;
using Concentus.Structs;

namespace SpeechPipeline.Audio.Opus;

/// <summary>The audio pages of one chunk of an Ogg Opus file (RFC 7845).</summary>
/// <remarks>
/// Separately encoded chunks join without an audible seam under the same rule as for MP3: each begins on the grid of packets after
/// at least three packets of silence, and each but the last has exactly as many packets as its samples fill. The encoder's delay at
/// the start of the next one is silence. Every page has the same number of packets, so the lengths of the earlier chunks determine
/// the page numbers.
/// </remarks>
public sealed class OpusEpisodeEncoder : EpisodeEncoder
{
    /// <summary>One second.</summary>
    const int PacketsPerPage = 50;

    /// <summary>Five segments of a page's 255, so that fifty packets always fit. The highest bit rate has 320 bytes on average.</summary>
    const int MostPacketBytes = (5 * OggPage.SegmentBytes) - 1;

    /// <summary>The maximum: 5 would save a third of the time at 24 kbit/s, and nothing above.</summary>
    const int Complexity = 10;

    /// <summary>
    /// Packets of silence that a chunk's encoder gets first and that are discarded. A decoder reaches the chunk after silence, and the encoder
    /// must predict from the same state.
    /// </summary>
    const int SilentPackets = 3;

    readonly OpusEncoder _opus;
    readonly ChunkPlace _place;
    readonly short[] _packet;
    readonly byte[] _content = new byte[PacketsPerPage * MostPacketBytes];
    readonly byte[] _segments = new byte[OggPage.MostSegments];
    int _samplesInPacket;
    int _packetsOnPage;
    int _contentLength;
    int _segmentCount;
    long _packets;
    long _page;

    /// <param name="format">48 kHz, mono or stereo.</param>
    /// <param name="bitRate">Bits per second, of <see cref="OpusFormat.BitRates"/>.</param>
    /// <param name="place">The place of the chunk. The chunks before it have whole packets of samples, and so has this one unless it is the last.</param>
    /// <exception cref="ArgumentException">The format or bit rate is not supported, or an earlier chunk does not fill whole packets.</exception>
    public OpusEpisodeEncoder(PcmFormat format, int bitRate, ChunkPlace place)
        : base(format)
    {
        if (OpusFormat.Refusal(format.SampleRateHz, bitRate) is { } refusal)
        {
            throw new ArgumentException(refusal, nameof(bitRate));
        }

        if (place.LengthsBefore.Any(length => length % OpusFormat.PacketFrames != 0) || place.Start != place.LengthsBefore.Sum())
        {
            throw new ArgumentException("The chunks before this one must fill whole packets of samples.", nameof(place));
        }

        (_place, _packet) = (place, new short[OpusFormat.PacketFrames * format.Channels]);
        _page = OpusHeader.Pages + place.LengthsBefore.Sum(PagesOf);
        _opus = Open(format, bitRate);
        for (var silent = 0; place.Start > 0 && silent < SilentPackets; silent++)
        {
            _opus.Encode(_packet, OpusFormat.PacketFrames, _content, MostPacketBytes);
        }
    }

    protected override void Encode(ReadOnlySpan<float> interleaved, IBufferWriter<byte> body)
    {
        foreach (var sample in interleaved)
        {
            _packet[_samplesInPacket++] = Pcm16.Round(sample);
            if (_samplesInPacket == _packet.Length)
            {
                AddPacket(body);
            }
        }
    }

    protected override void Flush(IBufferWriter<byte> body)
    {
        if (_place.IsLast)
        {
            // The delay moves the last samples into additional packets; the last granule position cuts off the excess (section 4.4).
            for (var end = FramesWritten + OpusFormat.PreSkip; _packets * OpusFormat.PacketFrames < end;)
            {
                _packet.AsSpan(_samplesInPacket).Clear();
                AddPacket(body);
            }

            WritePage(body, OggPageFlags.Last, _place.Start + FramesWritten + OpusFormat.PreSkip);
        }
        else if (_samplesInPacket > 0)
        {
            throw new InvalidOperationException($"{FramesWritten} samples are not whole Opus packets, so no other chunk can follow.");
        }
        else if (_packetsOnPage > 0)
        {
            WritePage(body, OggPageFlags.None, Granule);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _opus.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Section 4: the samples that a decoder has output by the end of the last packet, including those that it skips.</summary>
    long Granule => _place.Start + (_packets * OpusFormat.PacketFrames);

    static long PagesOf(long frames) => ((frames / OpusFormat.PacketFrames) + PacketsPerPage - 1) / PacketsPerPage;

    /// <remarks>
    /// Measured on speech, as the distance of mel spectra from the original. The application is audio: VoIP has a high-pass filter that
    /// removes part of the voice, and the distance is larger at every bit rate (4.12 dB to 3.98 at 24 kbit/s, 3.14 to 2.53 at 64). The codec is CELT
    /// from 32 kbit/s on (2.78 dB at 48, in a third of the time; the hybrid of SILK and CELT that this encoder would choose has 3.15), from
    /// 48 kbit/s on for stereo; below, the hybrid is better (3.98 dB to 4.39 at 24). VBR is constrained: unconstrained it takes 79 kbit/s
    /// instead of 64.
    /// </remarks>
    static OpusEncoder Open(PcmFormat format, int bitRate)
    {
#pragma warning disable CS0618 // The factory would use a native libopus if it finds one, and the chunks of a file could come from two encoders.
        return new OpusEncoder(format.SampleRateHz, format.Channels, OpusApplication.OPUS_APPLICATION_AUDIO)
#pragma warning restore CS0618
        {
            Bitrate = bitRate,
            Complexity = Complexity,
            SignalType = OpusSignal.OPUS_SIGNAL_VOICE,
            ForceMode = bitRate >= (format.Channels == 1 ? 32_000 : 48_000) ? OpusMode.MODE_CELT_ONLY : OpusMode.MODE_AUTO,
            UseVBR = true,
            UseConstrainedVBR = true,
        };
    }

    void AddPacket(IBufferWriter<byte> body)
    {
        // A full page waits for the next packet, which shows that the page is not the last.
        if (_packetsOnPage == PacketsPerPage)
        {
            WritePage(body, OggPageFlags.None, Granule);
        }

        var length = _opus.Encode(_packet, OpusFormat.PacketFrames, _content.AsSpan(_contentLength), MostPacketBytes);
        _contentLength += length;
        for (; length >= OggPage.SegmentBytes; length -= OggPage.SegmentBytes)
        {
            _segments[_segmentCount++] = OggPage.SegmentBytes;
        }

        _segments[_segmentCount++] = (byte)length;
        (_samplesInPacket, _packetsOnPage, _packets) = (0, _packetsOnPage + 1, _packets + 1);
    }

    void WritePage(IBufferWriter<byte> body, OggPageFlags flags, long granulePosition)
    {
        OggPage.Write(body, flags, granulePosition, _page++, _segments.AsSpan(0, _segmentCount), _content.AsSpan(0, _contentLength));
        (_packetsOnPage, _segmentCount, _contentLength) = (0, 0, 0);
    }
}
