using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>Reads the text of an element if it is short; of a long text, only as much is read as is needed to know that.</summary>
static class ShortText
{
    const int MostNodes = 64;

    /// <summary>The element's text; null where it, with its white space, has more than <paramref name="most"/> characters or more than a few parts.</summary>
    public static string? Of(INode element, int most)
    {
        var (text, nodes) = ("", MostNodes);
        return Append(element, ref text, ref nodes, most) ? text : null;
    }

    static bool Append(INode parent, ref string text, ref int nodes, int most)
    {
        var children = parent.ChildNodes;
        for (var i = 0; i < children.Length; i++)
        {
            if (--nodes < 0 || (children[i] is IText part && text.Length + part.Length > most))
            {
                return false;
            }

            if (children[i] is IText words)
            {
                text += words.Data;
            }
            else if (!Append(children[i], ref text, ref nodes, most))
            {
                return false;
            }
        }

        return true;
    }
}
