namespace SpeechPipeline.Cli.Planning;

/// <summary>The arguments of <c>speech plan</c>.</summary>
/// <param name="Source">A file or an address.</param>
/// <param name="Json">Whether to write the plan as JSON.</param>
/// <param name="Article">Which parts of the article to speak, and how.</param>
sealed record PlanSettings(string Source, bool Json, ArticleSettings Article);
