using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Text;

public sealed class LanguageTagSpecs
{
    [Theory]
    [InlineData(" en_GB ", "en-gb")]
    [InlineData("zh-cmn-Hans-CN-x-private-subtags-ab", "zh-cmn-hans-cn-x-private-subtags-ab")]
    [InlineData("zh-cmn-Hans-CN-x-private-subtags-abc", null)]
    [InlineData("und", null)]
    [InlineData("English", "english")]
    [InlineData("English (US)", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_language_of_a_document_is_a_tag_or_none(string? written, string? tag) => Assert.Equal(tag, LanguageTag.Of(written));
}
