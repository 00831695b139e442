using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SpeechPipeline.Articles.Docx;

/// <summary>The paragraphs and tables of a document, one at a time: only one is in memory.</summary>
sealed class DocxBlocks(OpenXmlPartReader reader, string path, ReadingSettings settings) : IDisposable
{
    bool _isMoved;
    bool _skipsContent;

    /// <summary>The next paragraph or table; null at the end.</summary>
    /// <exception cref="UnreadableArticleException">The document is damaged.</exception>
    public OpenXmlElement? Next() => DocxParts.Guarded(path, Advance);

    public void Dispose() => reader.Dispose();

    OpenXmlElement? Advance()
    {
        while (_isMoved ? !reader.EOF : reader.Read())
        {
            _isMoved = false;
            if (!reader.IsStartElement)
            {
                continue;
            }

            if (reader.ElementType == typeof(SdtProperties))
            {
                _skipsContent = ContentControl.IsUnspoken(reader.LoadCurrentElement() as SdtProperties, settings);
            }
            else if (reader.LocalName == "sdtContent" && _skipsContent)
            {
                _skipsContent = false;
                Skip();
            }
            else if (DocxMarkup.IsFrame(reader.LocalName))
            {
                continue;
            }
            else if (reader.LocalName is "p" or "tbl" or "AlternateContent" or "oMathPara")
            {
                return reader.LoadCurrentElement();
            }
            else
            {
                Skip();
            }
        }

        return null;
    }

    void Skip()
    {
        reader.Skip();
        _isMoved = true;
    }
}
