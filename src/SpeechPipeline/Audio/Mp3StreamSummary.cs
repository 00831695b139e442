namespace SpeechPipeline.Audio;

/// <summary>What an Info frame has to say about the MPEG frames that follow it; plain numbers, so that counting can be taken up again elsewhere.</summary>
/// <param name="FirstHeader">The first frame's header, its first byte the highest; 0 before there is one.</param>
/// <param name="MpegFrames">Whole frames.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Crc">CRC-16/ARC of those bytes.</param>
public readonly record struct Mp3StreamSummary(uint FirstHeader, long MpegFrames, long Bytes, ushort Crc);
