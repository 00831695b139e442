using SpeechPipeline.Audio;
using SpeechPipeline.LocalHost.Endpoint.Faults;

namespace SpeechPipeline.Specs.Speech;

/// <summary>Faults of real voices, planted in real speech.</summary>
static class SpokenWrong
{
    /// <summary>The end of its last word, some 0.4 s long, is missing by half.</summary>
    public static PcmAudio CutOff(PcmAudio audio) => new(audio.Format, Spoken(audio)[..^Frames(audio, 0.2)]);

    /// <summary>Silence where the speech is half over.</summary>
    public static PcmAudio Silent(PcmAudio audio, double seconds)
    {
        var spoken = Spoken(audio);
        return new PcmAudio(audio.Format, [.. spoken[..(spoken.Length / 2)], .. new float[Frames(audio, seconds)], .. spoken[(spoken.Length / 2)..], .. new float[Frames(audio, 0.3)]]);
    }

    /// <summary>It is said over and over behind its end.</summary>
    public static PcmAudio RunOn(PcmAudio audio, double seconds) =>
        new(audio.Format, [.. audio.Samples, .. Enumerable.Range(0, Frames(audio, seconds)).Select(i => audio.Samples[i % audio.Samples.Length])]);

    public static PcmAudio Hum(PcmAudio audio, double seconds) =>
        new(audio.Format, [.. Spoken(audio), .. Enumerable.Range(0, Frames(audio, seconds)).Select(i => 0.1f * MathF.Sin(i * 0.05f)), .. new float[Frames(audio, 0.3)]]);

    /// <summary>The same samples at half as many again a second.</summary>
    public static PcmAudio TooFast(PcmAudio audio) => new(new PcmFormat(audio.Format.SampleRateHz * 3 / 2, 1), audio.Samples);

    /// <summary>So many times as long, and as low.</summary>
    public static PcmAudio Drawn(PcmAudio audio, double times) =>
        new(audio.Format, [.. Enumerable.Range(0, (int)(audio.Samples.Length * times)).Select(i => audio.Samples[(int)(i / times)])]);

    /// <summary>The same samples at two thirds as many a second.</summary>
    public static PcmAudio TooSlow(PcmAudio audio) => new(new PcmFormat(audio.Format.SampleRateHz * 2 / 3, 1), audio.Samples);

    public static Fault Fault(Func<PcmAudio, PcmAudio> change) => new("wrong", async exchange => await exchange.AnswerAsync(exchange.Encode(change(await exchange.SpeakAsync()))));

    /// <summary>Without the silence at its end.</summary>
    static float[] Spoken(PcmAudio audio)
    {
        var speech = SpeechEdges.Trim(audio);
        return speech.Samples[..^Frames(audio, SpeechEdges.TailMilliseconds / 1000.0)];
    }

    static int Frames(PcmAudio audio, double seconds) => (int)(seconds * audio.Format.SampleRateHz);
}
