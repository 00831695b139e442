using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>What calls teach of an endpoint adds up, and is forgotten after an hour.</summary>
public sealed class EndpointKnowledgeSpecs
{
    static readonly EndpointAddress Address = EndpointAddress.Of(new Uri("https://speech.example.com/v1"));

    readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Calls_that_learn_at_once_lose_nothing()
    {
        const int calls = 4_000;
        var knowledge = new EndpointKnowledge(_clock);
        var traits = knowledge.Of(Address);
        Parallel.For(0, calls, new ParallelOptions { MaxDegreeOfParallelism = 8 }, call => knowledge.Learn(traits.WithModel($"{call % 200}-{call / 1_000}", "x")));
        Assert.Equal(800, knowledge.Of(Address).Models.Count);
    }

    [Fact]
    public void What_has_expired_is_not_learned_again_by_a_call_that_knew_it()
    {
        var knowledge = new EndpointKnowledge(_clock);
        knowledge.Learn(knowledge.Of(Address).WithModel("a", "b"));
        var early = knowledge.Of(Address);
        _clock.Advance(EndpointTraits.Life);
        knowledge.Learn(early.WithModel("c", "d"));
        Assert.Empty(knowledge.Of(Address).Models);
    }

    [Fact]
    public void What_is_learned_later_lives_no_longer_than_the_first()
    {
        var knowledge = new EndpointKnowledge(_clock);
        var early = knowledge.Of(Address);
        _clock.Advance(EndpointTraits.Life / 2);
        // Another address was set, and this one again.
        knowledge.Of(EndpointAddress.Of(new Uri("https://other.example.com/v1")));
        knowledge.Learn(early.WithModel("a", "b"));
        Assert.Single(knowledge.Of(Address).Models);
        _clock.Advance(EndpointTraits.Life / 2);
        Assert.Empty(knowledge.Of(Address).Models);
    }
}
