using SpeechPipeline.Audio;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Mastering;

/// <summary>Decides the output format of an episode.</summary>
static class EpisodeOutput
{
    /// <summary>The highest rate and the most channels of all segments, so that no voice loses quality.</summary>
    public static AudioOutput For(JobRequest request, IReadOnlyList<StoredSegment> speech)
    {
        var format = request.Output.Format;
        var wanted = request.Output.SampleRate ?? speech.Max(segment => segment.SampleRateHz);
        return new AudioOutput(
            format,
            new PcmFormat(format.SampleRateFor(wanted, request.Output.BitRate), speech.Max(segment => segment.Channels)),
            format.ChoosesEncoding ? request.Output.Encoding : SampleEncoding.PcmS16Le,
            format.BitRates.Count > 0 ? request.Output.BitRate : null);
    }
}
