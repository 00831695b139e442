namespace SpeechPipeline.Cli.Planning;

/// <summary>What <c>speech plan</c> was told.</summary>
/// <param name="Source">A file or an address.</param>
/// <param name="Json">Whether the plan is written for a program.</param>
/// <param name="Article">What of the article is spoken, and how.</param>
sealed record PlanSettings(string Source, bool Json, ArticleSettings Article);
