using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace SpeechPipeline.Cli;

/// <summary>Options and arguments that take one of a few words.</summary>
static class Choices
{
    /// <summary>Refuses other words in one line, and completes these.</summary>
    public static void AcceptOnly(this Option option, IReadOnlyList<string> words)
    {
        option.Validators.Add(result => Check(option.Name, result.Tokens, words, result.AddError));
        option.CompletionSources.Add(_ => words.Select(word => new CompletionItem(word)));
    }

    /// <inheritdoc cref="AcceptOnly(Option, IReadOnlyList{string})"/>
    public static void AcceptOnly(this Argument<string> argument, IReadOnlyList<string> words)
    {
        argument.Validators.Add(result => Check($"the {argument.Name}", result.Tokens, words, result.AddError));
        argument.CompletionSources.Add(_ => words.Select(word => new CompletionItem(word)));
    }

    static void Check(string name, IEnumerable<Token> tokens, IReadOnlyList<string> words, Action<string> problem)
    {
        foreach (var token in tokens.Where(token => !words.Contains(token.Value)))
        {
            problem($"{name} '{token.Value}' is not known; use {string.Join(", ", words.SkipLast(1))} or {words[^1]}.");
        }
    }
}
