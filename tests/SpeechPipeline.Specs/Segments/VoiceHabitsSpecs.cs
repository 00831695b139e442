using SpeechPipeline.Audio;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Specs.Segments;

public sealed class VoiceHabitsSpecs
{
    [Fact]
    public void A_habit_follows_every_segment_of_its_voice_and_of_no_other()
    {
        var habits = new VoiceHabits();
        Add(null, 2, 2, 2);
        var first = habits.Of(null, usual: null)!.Value;
        Assert.Equal(1, first.Pace, 9);
        Assert.Equal(first, habits.Of(null, usual: null));

        Add("Anna", 8, 8, 8);
        Assert.Equal(first, habits.Of(null, usual: null));
        Assert.Equal(4, habits.Of("Anna", usual: null)!.Value.Pace, 9);

        Add(null, 6, 6, 6, 6);
        Assert.Equal(3, habits.Of(null, usual: null)!.Value.Pace, 9);

        void Add(string? speaker, params int[] seconds)
        {
            foreach (var second in seconds)
            {
                habits.Add(speaker, expectedSeconds: 2, new SpeechShape([second * SpeechShape.WindowsPerSecond], [], 10, 700, EndsAbruptly: false));
            }
        }
    }
}
