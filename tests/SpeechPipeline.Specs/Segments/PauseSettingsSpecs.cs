using System.ComponentModel.DataAnnotations;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Specs.Segments;

public sealed class PauseSettingsSpecs
{
    [Fact]
    public void Each_kind_has_a_pause_and_the_larger_the_seam_the_longer()
    {
        var settings = new PauseSettings();
        PauseKind[] kinds =
            [PauseKind.None, PauseKind.Sentence, PauseKind.ListItem, PauseKind.Paragraph, PauseKind.Heading, PauseKind.SceneBreak, PauseKind.Chapter];

        // What a text asks for has a length of its own.
        Assert.Equal(Enum.GetValues<PauseKind>().Except([PauseKind.Marked]).Order(), kinds.Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.Milliseconds(PauseKind.Marked));
        Assert.Equal([0, 350, 500, 750, 1_000, 1_600, 2_200], kinds.Select(settings.Milliseconds));
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.Milliseconds((PauseKind)99));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void Every_pause_has_bounds(int milliseconds, bool isValid)
    {
        foreach (var property in typeof(PauseSettings).GetProperties())
        {
            var settings = new PauseSettings();
            property.SetValue(settings, milliseconds);

            Assert.Equal(isValid, Validator.TryValidateObject(settings, new ValidationContext(settings), null, validateAllProperties: true));
        }
    }
}
