using System.Text.RegularExpressions;

namespace SpeechPipeline.Specs.Architecture;

/// <summary>The documentation leads where it says it does.</summary>
public sealed partial class LinkSpecs
{
    public static TheoryData<string> Documents =>
    [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "THIRD-PARTY-NOTICES.md",
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_of_it(string document) => Assert.All(RelativeLinks(document), link =>
    {
        var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var target = file.Length == 0 ? Repository.PathOf(document) : Path.GetFullPath(file, Path.GetDirectoryName(Repository.PathOf(document))!);
        Assert.True(File.Exists(target) || Directory.Exists(target), $"{document} links to {link}: there is no such file.");
        Assert.True(anchor is null || Anchors(target).Contains(anchor), $"{document} links to {link}: there is no such heading.");
    });

    [Fact]
    public void Every_document_is_linked_from_the_readme()
    {
        var linked = RelativeLinks("README.md").Select(link => link.Split('#')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Documents.Select(row => row.Data).Except([.. linked, "README.md"]));
    }

    static IEnumerable<string> RelativeLinks(string document) =>
        from Match link in Link().Matches(WithoutCode(document))
        let address = link.Groups[1].Value
        where !address.Contains("://", StringComparison.Ordinal)
        select address;

    /// <summary>The anchors of a document's headings, as GitHub forms them: letters, digits, hyphens and underscores of the text in lower case, hyphens for spaces.</summary>
    static HashSet<string> Anchors(string path) =>
        [.. from Match heading in Heading().Matches(WithoutCode(path)) select NotInAnchors().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')];

    static string WithoutCode(string document) => CodeBlock().Replace(File.ReadAllText(Repository.PathOf(document)), "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
