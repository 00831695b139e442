using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>How many calls may be under way, by what became of those before.</summary>
public sealed class SpeechLevelSpecs
{
    long _admitted;

    [Fact]
    public void Until_the_first_429_a_round_of_successes_doubles_the_level()
    {
        var level = new SpeechLevel(ceiling: 100, start: 4);
        Round(level);
        Assert.Equal(8, level.Value);
        Round(level);
        Assert.Equal(16, level.Value);
    }

    [Fact]
    public void After_it_a_round_of_successes_adds_one()
    {
        var level = Throttled(start: 20);
        Assert.Equal(17, level.Value, 6);
        Round(level);
        Assert.InRange(level.Value, 17.9, 18);
        Round(level);
        Assert.InRange(level.Value, 18.8, 19);
    }

    [Fact]
    public void Near_the_level_that_was_too_much_it_takes_three_rounds_for_one_more()
    {
        var level = Throttled(start: 8);
        Assert.Equal(6.8, level.Value, 6);
        Round(level);
        var near = level.Value;
        Assert.InRange(near, 7, 8);
        for (var round = 0; round < 3; round++)
        {
            Round(level);
        }

        Assert.InRange(level.Value - near, 0.9, 1.1);
    }

    [Fact]
    public void Beyond_it_the_level_grows_faster_and_faster()
    {
        var level = Throttled(start: 8);
        while (level.Value < 9.2)
        {
            Round(level);
        }

        var growth = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            var before = level.Value;
            Round(level);
            growth.Add(level.Value - before);
        }

        Assert.All(growth.Zip(growth.Skip(1)), pair => Assert.True(pair.Second > 1.5 * pair.First, string.Join(' ', growth)));
    }

    [Fact]
    public void The_level_never_passes_its_ceiling()
    {
        var level = new SpeechLevel(ceiling: 5.5, start: 4);
        Round(level);
        Round(level);
        Assert.Equal((5.5, 5), (level.Value, level.Places));
    }

    [Fact]
    public void The_level_never_falls_below_one()
    {
        var level = new SpeechLevel(ceiling: 0.2, start: 0.2);
        Assert.Equal(1, level.Value);
        level.Throttled(++_admitted, _admitted);
        Assert.Equal((1, 1), (level.Value, level.Places));
    }

    [Fact]
    public void A_round_lowers_the_level_once()
    {
        var level = new SpeechLevel(ceiling: 20, start: 20);
        _admitted = 20;
        for (var number = 1; number <= 20; number++)
        {
            level.Throttled(number, _admitted);
        }

        Assert.Equal(17, level.Value, 6);
        level.Throttled(21, 21);
        Assert.Equal(17 * 0.85, level.Value, 6);
    }

    [Fact]
    public void A_success_from_before_a_decrease_does_not_raise_the_level()
    {
        var level = Throttled(start: 20);
        level.Succeeded(_admitted, underWay: 20);
        Assert.Equal(17, level.Value, 6);
    }

    [Fact]
    public void A_level_that_is_not_used_does_not_grow()
    {
        var level = new SpeechLevel(ceiling: 100, start: 4);
        for (var call = 0; call < 1_000; call++)
        {
            level.Succeeded(++_admitted, underWay: 3);
        }

        Assert.Equal(4, level.Value);
    }

    SpeechLevel Throttled(double start)
    {
        var level = new SpeechLevel(ceiling: 100, start);
        level.Throttled(++_admitted, _admitted);
        return level;
    }

    void Round(SpeechLevel level)
    {
        var places = level.Places;
        for (var call = 0; call < places; call++)
        {
            level.Succeeded(++_admitted, level.Places);
        }
    }
}
