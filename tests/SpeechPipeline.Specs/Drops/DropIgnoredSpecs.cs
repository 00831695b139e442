using Microsoft.Extensions.Options;
using SpeechPipeline.Drops;

namespace SpeechPipeline.Specs.Drops;

public sealed class DropIgnoredSpecs(DropFixture folder) : IClassFixture<DropFixture>
{
    [Theory]
    [InlineData(".a.md")]
    [InlineData("odd/.md")]
    [InlineData("~$a.docx")]
    [InlineData("a.md~")]
    [InlineData("#a.md#")]
    [InlineData("news/a.epub.FilePart")]
    [InlineData("a.epub.opdownload")]
    [InlineData("a.epub.!ut")]
    [InlineData(".a.md.swx")]
    [InlineData("a.bak")]
    [InlineData("a.lnk")]
    [InlineData("a.md:Zone.Identifier")]
    [InlineData("a.mdZone.Identifier")]
    [InlineData("a.epub.icloud")]
    [InlineData("news/thumbs.db")]
    [InlineData("Desktop.ini")]
    [InlineData("Icon\r")]
    [InlineData("news/@eaDir/a.md/SYNOINDEX_MEDIA_INFO.txt")]
    [InlineData("#recycle/a.md")]
    [InlineData("$Recycle.Bin/S-1-5/a.md")]
    [InlineData("#snapshot/a.md")]
    [InlineData("__MACOSX/._a.md")]
    [InlineData(".Trash-1000/files/a.md")]
    [InlineData("lost+found/a.md")]
    [InlineData("System Volume Information/a.txt")]
    public void What_nobody_wants_spoken_is_left_alone(string path) => Assert.True(Ignored().IsFile(path));

    [Theory]
    [InlineData("a.md")]
    [InlineData("#1 in the charts.md")]
    [InlineData("Thumbs.db.md")]
    [InlineData("partial.md")]
    [InlineData("The @eaDir folder.md")]
    [InlineData("news/backup.txt")]
    [InlineData("a.b.c.txt")]
    public void An_article_is_none_of_it(string path) => Assert.False(Ignored().IsFile(path));

    [Theory]
    [InlineData("*.psd", "art/a.PSD", true)]
    [InlineData("*.psd;drafts/*", "drafts/a.md", true)]
    [InlineData("*.psd; drafts/* ;", "drafts/far/a.md", true)]
    [InlineData("drafts/*", "news/drafts/a.md", false)]
    [InlineData("drafts", "news/drafts/a.md", true)]
    [InlineData("chapter ?.md", "chapter 1.md", true)]
    [InlineData("chapter ?.md", "chapter 10.md", false)]
    [InlineData("", "a.md", false)]
    public void Patterns_of_ones_own_are_added(string patterns, string path, bool isLeft) => Assert.Equal(isLeft, Ignored(patterns).IsFile(path));

    [Fact]
    public async Task It_stays_in_the_container_and_is_neither_announced_nor_refused()
    {
        await folder.DropAsync("left/Thumbs.db");
        await folder.DropAsync("left/@eaDir/a.md");
        await folder.DropAsync("left/a.md");

        Assert.Equal(1, await folder.SweepAsync());
        await folder.TakeAsync("left/@eaDir/a.md");

        Assert.Equal(["left/@eaDir/a.md", "left/Thumbs.db"], await DropFixture.NamesAsync(folder.Storage.Drops, "left/"));
        Assert.Empty(await folder.JobsOfAsync("left/@eaDir/a.md"));
        Assert.Empty(await DropFixture.NamesAsync(folder.Storage.DropsFailed, "left/"));
    }

    static DropIgnored Ignored(string patterns = "") => new(Options.Create(new DropOptions { Ignored = patterns }));
}
