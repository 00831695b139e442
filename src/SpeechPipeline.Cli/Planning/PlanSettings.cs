namespace SpeechPipeline.Cli.Planning;

/// <summary>What <c>speech plan</c> was told.</summary>
/// <param name="Source">A file or an address.</param>
/// <param name="Json">Whether the plan is written for a program.</param>
/// <param name="Model">Null: as set.</param>
/// <param name="Voice">Null: as set.</param>
/// <param name="Language">Null: the article's own, or English.</param>
sealed record PlanSettings(string Source, bool Json, string? Model, string? Voice, string? Language)
{
    /// <summary>Those that a request would name too.</summary>
    public IEnumerable<KeyValuePair<string, string>> Options =>
        from option in new (string Name, string? Value)[] { ("model", Model), ("voice", Voice), ("language", Language) }
        where option.Value is not null
        select KeyValuePair.Create(option.Name, option.Value);
}
