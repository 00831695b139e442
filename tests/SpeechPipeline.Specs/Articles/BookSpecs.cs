using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using SpeechPipeline.Articles;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Articles;

/// <summary>A whole book, against a plain walk over its files.</summary>
public sealed class BookSpecs
{
    static readonly string[] Stories =
    [
        "A Scandal in Bohemia", "The Redheaded League", "A Case of Identity", "The Boscombe Valley Mystery", "The Five Orange Pips", "The Man with the Twisted Lip",
        "The Adventure of the Blue Carbuncle", "The Adventure of the Speckled Band", "The Adventure of the Engineer’s Thumb", "The Adventure of the Noble Bachelor",
        "The Adventure of the Beryl Coronet", "The Adventure of the Copper Beeches",
    ];

    [Fact]
    public void The_twelve_stories_are_there_in_order_each_paragraph_once_and_nothing_else()
    {
        if (RealArticles.Book() is not { } path)
        {
            return;
        }

        var article = Read(path);

        Assert.Equal(("The Adventures of Sherlock Holmes", "Arthur Conan Doyle", "en-GB"), (article.Title, article.Author, article.Language));
        Assert.Equal(Stories, article.Chapters.Select(chapter => chapter.Title));
        Assert.All(article.Chapters, chapter => Assert.Equal(1, chapter.Level));
        var read = article.Chapters.SelectMany(chapter => chapter.Blocks).Where(block => block.Kind != BlockKind.SceneBreak).Select(block => WithoutStop(block.Text)).ToList();
        // The book marks the numbers of its parts as Roman ones, which are said as numbers.
        Assert.Equal(ParagraphsOf(path).Select(text => text switch { "I" => "1", "II" => "2", "III" => "3", _ => text }), read);
    }

    [Fact]
    public void Its_matter_is_there_when_it_is_asked_for()
    {
        if (RealArticles.Book() is not { } path)
        {
            return;
        }

        var article = Read(path, new ReadingSettings(IncludeMatter: true));

        Assert.Equal(["Titlepage", "Imprint", .. Stories, "Colophon", "Uncopyright"], article.Chapters.Select(chapter => chapter.Title));
    }

    static Article Read(string path, ReadingSettings? settings = null) =>
        ArticleReader.Read(new ArticleSource(ArticleFormats.Epub, new BinaryData(File.ReadAllBytes(path))), settings);

    // Every element that holds text of its own and no other such element, in the files of the stories.
    static List<string> ParagraphsOf(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var spine = Load(zip, "epub/content.opf").Descendants().Where(element => element.Name.LocalName == "itemref").Select(item => item.Attribute("idref")!.Value);
        return
        [
            .. spine.Where(name => name is not ("titlepage.xhtml" or "imprint.xhtml" or "colophon.xhtml" or "uncopyright.xhtml"))
                .SelectMany(name => Load(zip, "epub/text/" + name).Descendants())
                .Where(element => element.Name.LocalName is "p" or "h2" or "h3" or "h4")
                .Select(element => WithoutStop(SpokenText.Normalize(TextOf(element)))),
        ];
    }

    static XElement Load(ZipArchive zip, string path)
    {
        using var reader = XmlReader.Create(zip.GetEntry(path)!.Open());
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    static string TextOf(XElement element) => string.Concat(element.DescendantNodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "br" } => "\n",
        _ => "",
    }));

    // Items of lists get one where they have none.
    static string WithoutStop(string text) => text.TrimEnd('.');
}
