using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

/// <summary>Walks the MPEG frames of a stream; fails the test where one does not follow on another.</summary>
static class Mp3Stream
{
    public static List<Mp3FrameHeader> Headers(ReadOnlySpan<byte> mp3)
    {
        var headers = new List<Mp3FrameHeader>();
        while (!mp3.IsEmpty)
        {
            Assert.True(Mp3FrameHeader.TryRead(mp3, out var header), $"no frame after {headers.Count}");
            Assert.True(header.FrameBytes <= mp3.Length, $"frame {headers.Count} is cut short");
            headers.Add(header);
            mp3 = mp3[header.FrameBytes..];
        }

        return headers;
    }
}
