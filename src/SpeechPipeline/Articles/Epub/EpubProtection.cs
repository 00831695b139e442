namespace SpeechPipeline.Articles.Epub;

/// <summary>Tells books with copy protection from those that only hide their fonts (EPUB OCF 3.3, section 4.2.6.3.2 and 4.3).</summary>
static class EpubProtection
{
    const string Encryption = "META-INF/encryption.xml";

    static readonly HashSet<string?> FontsOnly = new(StringComparer.Ordinal)
    {
        "http://www.idpf.org/2008/embedding",
        "http://ns.adobe.com/pdf/enc#RC",
    };

    /// <exception cref="UnreadableArticleException">The book is encrypted.</exception>
    public static void Check(ArticleArchive archive)
    {
        if (archive.Has(Encryption)
            && EpubXml.Read(archive, Encryption).All("EncryptedData").Any(data => !data.Children("EncryptionMethod").Any(method => FontsOnly.Contains(method.Attribute("Algorithm")?.Value))))
        {
            throw new UnreadableArticleException("The EPUB is encrypted (DRM); only books without copy protection can be read.");
        }
    }
}
