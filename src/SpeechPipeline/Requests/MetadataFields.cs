namespace SpeechPipeline.Requests;

/// <summary>The caller's own labels, <c>metadata</c>: at most 16, names of 1 to 64 characters, texts of at most 500.</summary>
static class MetadataFields
{
    public static Dictionary<string, string> Read(RequestFields fields)
    {
        const int maxCount = 16, maxName = 64, maxValue = 500;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (fields.Object("metadata") is not { } labels)
        {
            return metadata;
        }

        var names = labels.Names.ToList();
        if (names.Count > maxCount)
        {
            fields.Problem("metadata", $"has {names.Count} members; at most {maxCount} are allowed.");
            return metadata;
        }

        foreach (var name in names)
        {
            if (name.Length is 0 or > maxName)
            {
                labels.Problem(name, $"has a name of {name.Length} characters; 1 to {maxName} are allowed.");
            }
            else if (labels.Text(name, maxValue) is { } value)
            {
                metadata[name] = value;
            }
        }

        return metadata;
    }
}
