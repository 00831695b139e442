using SpeechPipeline.Audio;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Mastering;

/// <summary>Decides the form in which an episode is written.</summary>
static class EpisodeOutput
{
    /// <summary>Whoever speaks first does not decide how well the others are heard: the highest rate and the most channels of all do.</summary>
    public static AudioOutput For(JobRequest request, IReadOnlyList<StoredSegment> speech) => new(
        request.ResponseFormat,
        new PcmFormat(Rate(request, speech.Max(segment => segment.SampleRateHz)), speech.Max(segment => segment.Channels)),
        request.ResponseFormat == AudioContainer.Raw ? request.ResponseEncoding : SampleEncoding.PcmS16Le,
        request.ResponseFormat == AudioContainer.Mp3 ? request.BitRate : null);

    /// <summary>The caller's rate, else the speech's own, else, where MP3 cannot have that, the next above that it can.</summary>
    static int Rate(JobRequest request, int speech)
    {
        var wanted = request.SampleRate ?? speech;
        return request.ResponseFormat == AudioContainer.Mp3 && Mp3Format.Refusal(wanted, request.BitRate) is not null
            ? Mp3Format.SampleRatesHz.FirstOrDefault(rate => rate > wanted && Mp3Format.Refusal(rate, request.BitRate) is null, 44_100)
            : wanted;
    }
}
