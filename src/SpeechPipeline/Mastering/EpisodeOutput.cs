using SpeechPipeline.Audio;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Mastering;

/// <summary>Decides the form in which an episode is written.</summary>
static class EpisodeOutput
{
    /// <summary>Whoever speaks first does not decide how well the others are heard: the highest rate and the most channels of all do.</summary>
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
