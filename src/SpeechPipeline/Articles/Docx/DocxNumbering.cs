using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SpeechPipeline.Articles.Docx;

/// <summary>Counts the items of a document's lists while it is read (ECMA-376, part 1, section 17.9). Lists with the same definition share a count.</summary>
sealed class DocxNumbering
{
    const int Levels = 9;

    readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    readonly Dictionary<string, NumberingLevel?[]> _definitions = new(StringComparer.Ordinal);
    readonly Dictionary<string, int?[]> _counts = new(StringComparer.Ordinal);
    readonly HashSet<(string Numbering, int Level)> _begun = [];

    public DocxNumbering(Numbering? numbering)
    {
        var (linkOf, definitionOf) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var definition in numbering?.Elements<AbstractNum>() ?? [])
        {
            if (definition.AbstractNumberId?.InnerText is not { } id || !_definitions.TryAdd(id, LevelsOf(definition)))
            {
                continue;
            }

            if (definition.StyleLink?.Val?.InnerText is { } style)
            {
                definitionOf.TryAdd(style, id);
            }

            if (definition.NumberingStyleLink?.Val?.InnerText is { } link)
            {
                linkOf.TryAdd(id, link);
            }
        }

        foreach (var instance in numbering?.Elements<NumberingInstance>() ?? [])
        {
            // A definition may only name a style: then the definition with that style counts.
            if (instance.NumberID?.InnerText is { } id && instance.AbstractNumId?.Val?.InnerText is { } named)
            {
                var definition = definitionOf.GetValueOrDefault(linkOf.GetValueOrDefault(named) ?? "", named);
                if (_definitions.TryGetValue(definition, out var levels))
                {
                    _instances.TryAdd(id, InstanceOf(instance, definition, levels));
                }
            }
        }
    }

    /// <param name="Definition">The definition whose count it shares.</param>
    /// <param name="Starts">The number at which it restarts each level.</param>
    sealed record Instance(string Definition, NumberingLevel?[] Levels, int?[] Starts);

    /// <summary>Counts an item.</summary>
    /// <param name="level">From 0.</param>
    /// <returns>The label before the item, empty for a bullet; null if it is not a list item.</returns>
    public string? Count(string? numbering, int level)
    {
        if (numbering is null || level is < 0 or >= Levels || !_instances.TryGetValue(numbering, out var instance) || instance.Levels[level] is not { } own)
        {
            return null;
        }

        if (!_counts.TryGetValue(instance.Definition, out var counts))
        {
            counts = _counts[instance.Definition] = new int?[Levels];
        }

        Begin(numbering, instance, counts);
        counts[level] = counts[level] is { } last ? last + 1 : own.Start;
        for (var below = level + 1; below < Levels; below++)
        {
            var restart = instance.Levels[below]?.RestartsAfter;
            if (restart is null || (restart > 0 && level < restart))
            {
                counts[below] = null;
            }
        }

        return own.IsBullet ? "" : TextOf(own, instance.Levels, counts);
    }

    // A list with a start number begins there with its first item, and counts on from there.
    void Begin(string numbering, Instance instance, int?[] counts)
    {
        for (var level = 0; level < Levels; level++)
        {
            if (instance.Starts[level] is { } start && _begun.Add((numbering, level)))
            {
                counts[level] = start - 1;
            }
        }
    }

    static string TextOf(NumberingLevel own, NumberingLevel?[] levels, int?[] counts)
    {
        var text = new StringBuilder();
        for (var i = 0; i < own.Text.Length; i++)
        {
            if (own.Text[i] == '%' && i + 1 < own.Text.Length && own.Text[i + 1] is >= '1' and <= '9')
            {
                var level = own.Text[++i] - '1';
                var of = levels[level];
                // A higher level without an item yet counts as one before its start, as in Word.
                var number = counts[level] ?? Math.Max(0, (of?.Start ?? 1) - 1);
                text.Append(own.IsLegal ? number.ToString(CultureInfo.InvariantCulture) : NumberFormat.Write(number, of?.Format));
            }
            else
            {
                text.Append(own.Text[i]);
            }
        }

        return text.ToString().Trim();
    }

    static NumberingLevel?[] LevelsOf(AbstractNum definition)
    {
        var levels = new NumberingLevel?[Levels];
        foreach (var level in definition.Elements<Level>())
        {
            if (level.LevelIndex.Whole() is >= 0 and < Levels and var index)
            {
                levels[index] ??= NumberingLevel.Of(level);
            }
        }

        return levels;
    }

    static Instance InstanceOf(NumberingInstance instance, string definition, NumberingLevel?[] levels)
    {
        var (own, starts) = (levels.ToArray(), new int?[Levels]);
        foreach (var change in instance.Elements<LevelOverride>())
        {
            if (change.LevelIndex.Whole() is >= 0 and < Levels and var index)
            {
                own[index] = change.Level is { } level ? NumberingLevel.Of(level) : own[index];
                starts[index] ??= change.StartOverrideNumberingValue?.Val.Whole();
            }
        }

        return new Instance(definition, own, starts);
    }
}
