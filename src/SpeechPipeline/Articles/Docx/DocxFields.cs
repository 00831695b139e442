using System.Buffers;

namespace SpeechPipeline.Articles.Docx;

/// <summary>
/// Fields, which extend across runs and paragraphs (ECMA-376, part 1, section 17.16). Their codes are never spoken.
/// Their results are, except tables of contents, indexes and page numbers.
/// </summary>
sealed class DocxFields(ReadingSettings settings)
{
    const int LongestName = 40;

    static readonly HashSet<string> Unspoken = new(StringComparer.OrdinalIgnoreCase)
    {
        "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "NOTEREF", "FTNREF", "XE", "TC", "TA", "RD", "FORMCHECKBOX",
    };

    static readonly HashSet<string> Matter = new(StringComparer.OrdinalIgnoreCase) { "TOC", "INDEX", "TOA", "BIBLIOGRAPHY" };

    static readonly SearchValues<char> EndsOfName = SearchValues.Create(" \t\r\n\\\"");

    readonly Stack<Field> _open = new();
    int _silent;

    /// <summary>Whether the text here is a field code, or a result that is not spoken.</summary>
    public bool IsSilent => _silent > 0;

    /// <summary>Whether a field is open.</summary>
    public bool IsOpen => _open.Count > 0;

    sealed class Field
    {
        public string Code { get; set; } = "";

        public bool IsSilent { get; set; } = true;
    }

    public void Begin()
    {
        _open.Push(new Field());
        _silent++;
    }

    public void AddCode(string code)
    {
        if (_open.TryPeek(out var field) && field.Code.Length < LongestName)
        {
            field.Code += code;
        }
    }

    /// <summary>The code ends, and the result begins.</summary>
    public void Separate()
    {
        if (_open.TryPeek(out var field) && field.IsSilent && IsSpoken(field.Code))
        {
            field.IsSilent = false;
            _silent--;
        }
    }

    public void End()
    {
        if (_open.TryPop(out var field) && field.IsSilent)
        {
            _silent--;
        }
    }

    /// <summary>Whether the result of a field is spoken.</summary>
    public bool IsSpoken(string code)
    {
        var name = code.AsSpan().Trim();
        var end = name.IndexOfAny(EndsOfName);
        var word = (end < 0 ? name : name[..end]).ToString();
        return !Unspoken.Contains(word) && (settings.IncludeMatter || !Matter.Contains(word));
    }
}
