namespace SpeechPipeline.EndToEnd;

/// <summary>The page in a real browser, as people use it.</summary>
public sealed class PageFlowSpecs(PipelineFixture fixture)
{
    [Theory]
    [InlineData("speaksText")]
    [InlineData("speaksFiles")]
    [InlineData("watches")]
    [InlineData("publishes")]
    [InlineData("countsCosts")]
    [InlineData("fitsPhonesAndKeyboards")]
    [InlineData("showsAnyTitle")]
    [InlineData("showsTheReference")]
    public Task Everything_is_done_on_the_page(string flow) => PageVisit.DoAsync(flow, fixture.Driver.Pipeline);
}
