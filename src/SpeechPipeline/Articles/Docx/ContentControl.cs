using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Office2010.Word;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SpeechPipeline.Articles.Docx;

/// <summary>Content controls (<c>w:sdt</c>) that are not spoken.</summary>
static class ContentControl
{
    /// <summary>Whether it holds a table of contents, a list of sources, placeholder text, or a check box.</summary>
    public static bool IsUnspoken(SdtProperties? properties, ReadingSettings settings)
    {
        if (properties is null)
        {
            return false;
        }

        var gallery = properties.GetFirstChild<SdtContentDocPartObject>()?.DocPartGallery?.Val?.InnerText;
        return (gallery is "Table of Contents" or "Bibliographies" && !settings.IncludeMatter)
            || properties.GetFirstChild<ShowingPlaceholder>().IsOn() == true
            || properties.GetFirstChild<SdtContentCheckBox>() is not null;
    }

    /// <summary>Its content.</summary>
    public static OpenXmlElement? ContentOf(SdtElement control) => control.ChildElements.FirstOrDefault(child => child.LocalName == "sdtContent");
}
