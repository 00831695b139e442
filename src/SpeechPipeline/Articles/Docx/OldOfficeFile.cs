using System.Text;

namespace SpeechPipeline.Articles.Docx;

/// <summary>Recognizes compound files, which people submit as Word documents: Word's format before 2007, and documents with a password.</summary>
static class OldOfficeFile
{
    static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <exception cref="UnreadableArticleException">It is such a file.</exception>
    public static void Refuse(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(Signature))
        {
            return;
        }

        // The names of its streams are in UTF-16 (MS-CFB, section 2.6.1).
        throw new UnreadableArticleException(content.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
            ? "The Word document is protected by a password. Remove the password in Word (File, Info, Protect Document) and submit it again."
            : "This is a file in the Office format used before 2007 (.doc). Open it in Word or LibreOffice, save it as .docx and submit that.");
    }
}
