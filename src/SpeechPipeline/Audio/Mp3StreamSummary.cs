namespace SpeechPipeline.Audio;

/// <summary>The data of an Info frame about the MPEG frames that follow it; plain numbers, so that counting can continue in another invocation.</summary>
/// <param name="FirstHeader">The first frame's header, its first byte the highest; 0 before there is one.</param>
/// <param name="MpegFrames">Whole frames.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Crc">CRC-16/ARC of those bytes.</param>
public readonly record struct Mp3StreamSummary(uint FirstHeader, long MpegFrames, long Bytes, ushort Crc)
{
    /// <summary>This stream with another one after it.</summary>
    public Mp3StreamSummary Followed(Mp3StreamSummary next) => new(
        MpegFrames == 0 ? next.FirstHeader : FirstHeader, MpegFrames + next.MpegFrames, Bytes + next.Bytes, Crc16.Combine(Crc, next.Crc, next.Bytes));
}
