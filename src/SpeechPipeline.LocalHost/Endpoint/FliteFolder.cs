using System.Buffers.Binary;
using System.Text;
using SpeechPipeline.Audio;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>
/// The folder in which one call of Flite finds its text and leaves its audio: readable by this user alone (mode 0700), and gone with the call.
/// </summary>
sealed class FliteFolder : IDisposable
{
    public const string GuestPath = "/speech";
    public const string GuestTextPath = $"{GuestPath}/{TextName}";
    public const string GuestAudioPath = $"{GuestPath}/{AudioName}";
    const string TextName = "text.txt";
    const string AudioName = "audio.wav";

    /// <summary>What Flite writes before the samples: RIFF, a <c>fmt </c> chunk of 16 bytes, the <c>data</c> chunk's head.</summary>
    const int HeaderBytes = 44;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("speech-flite-");

    public FliteFolder(string text)
    {
        try
        {
            File.WriteAllText(Path.Combine(_folder.FullName, TextName), text, Encoding.ASCII);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string HostPath => _folder.FullName;

    /// <exception cref="FliteException">Flite left no audio.</exception>
    public PcmAudio ReadAudio()
    {
        var path = Path.Combine(_folder.FullName, AudioName);
        var wav = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (wav.Length < HeaderBytes)
        {
            throw new FliteException("Flite ended without audio.");
        }

        var format = new PcmFormat(BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24)), BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(22)));
        var samples = new float[(wav.Length - HeaderBytes) / SampleEncoding.PcmS16Le.BytesPerSample()];
        PcmCodec.Decode(wav.AsSpan(HeaderBytes, samples.Length * SampleEncoding.PcmS16Le.BytesPerSample()), SampleEncoding.PcmS16Le, samples);
        return new PcmAudio(format, samples);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
