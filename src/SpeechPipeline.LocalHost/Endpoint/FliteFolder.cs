using System.Text;
using SpeechPipeline.Audio;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>
/// The folder for the text and audio of one call of Flite, readable by this user alone (mode 0700), and deleted after the call.
/// </summary>
sealed class FliteFolder : IDisposable
{
    public const string GuestPath = "/speech";
    public const string GuestTextPath = $"{GuestPath}/{TextName}";
    public const string GuestAudioPath = $"{GuestPath}/{AudioName}";
    const string TextName = "text.txt";
    const string AudioName = "audio.wav";

    /// <summary>The size of the header before the samples; Flite writes only the header if there is nothing to speak.</summary>
    const int HeaderBytes = 44;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("speech-flite-");

    public FliteFolder(string text)
    {
        try
        {
            // Without a line break at the end, Flite drops a last sentence of one word.
            File.WriteAllText(Path.Combine(_folder.FullName, TextName), text + "\n", Encoding.ASCII);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string HostPath => _folder.FullName;

    /// <exception cref="FliteException">Flite left no audio.</exception>
    /// <exception cref="InvalidAudioException">Flite did not finish its audio.</exception>
    public PcmAudio ReadAudio()
    {
        var path = Path.Combine(_folder.FullName, AudioName);
        var wav = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (wav.Length < HeaderBytes)
        {
            throw new FliteException("Flite ended without audio.");
        }

        return wav.Length == HeaderBytes ? new PcmAudio(new PcmFormat(16_000, 1), []) : WavReader.Read(wav);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
