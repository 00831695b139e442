using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.Specs.Endpoint;

public sealed class FliteFolderSpecs
{
    [Fact]
    public void It_is_private_and_gone_when_the_call_ends()
    {
        string path;
        using (var folder = new FliteFolder("Hello."))
        {
            path = folder.HostPath;
            Assert.Equal("Hello.\n", File.ReadAllText(Path.Combine(path, "text.txt")));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
            }
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void A_call_that_left_no_audio_has_failed()
    {
        using var folder = new FliteFolder("Hello.");

        Assert.Throws<FliteException>(folder.ReadAudio);
    }
}
