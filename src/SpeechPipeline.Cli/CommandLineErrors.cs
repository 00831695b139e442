using System.CommandLine;
using System.CommandLine.Parsing;

namespace SpeechPipeline.Cli;

/// <summary>What is wrong with a command line, and what was probably meant.</summary>
static class CommandLineErrors
{
    /// <summary>A name is suggested up to so many letters away.</summary>
    const int MostEdits = 3;

    /// <returns>The problems, a sentence each; empty if there are none.</returns>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        if (parsed.Tokens.Any(static token => token.Type == TokenType.Directive))
        {
            // A shell asks what may follow.
            return [];
        }

        var command = parsed.CommandResult;
        var options = command.Command.Options.Concat(Above(command).SelectMany(above => above.Command.Options.Where(option => option.Recursive))).ToList();

        // An option that does not exist would otherwise be the name of a file. After "--" everything is a name.
        var literal = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).ToHashSet(ReferenceEqualityComparer.Instance);
        var unknown = command.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Where(token => token.Value is ['-', _, ..] && !literal.Contains(token))
            .Select(token => token.Value.Split('=')[0])
            .Concat(parsed.UnmatchedTokens.Where(token => token is ['-', _, ..]).Select(token => token.Split('=')[0]))
            .Distinct()
            .Select(name => $"unknown option {name}{Meant(name, options.SelectMany(option => option.Aliases.Append(option.Name)))}")
            .ToList();
        if (unknown.Count > 0)
        {
            return unknown;
        }

        return parsed.UnmatchedTokens is [var word, ..] && command.Command.Subcommands.Count > 0
            ? [$"unknown command {word}{Meant(word, command.Command.Subcommands.Select(subcommand => subcommand.Name))}"]
            : [.. parsed.Errors.Select(error => error.Message)];
    }

    static IEnumerable<CommandResult> Above(CommandResult command)
    {
        for (var above = command.Parent as CommandResult; above is not null; above = above.Parent as CommandResult)
        {
            yield return above;
        }
    }

    static string Meant(string typed, IEnumerable<string> names) =>
        names.Select(name => (Name: name, Edits: Edits(typed, name))).Where(found => found.Edits <= Math.Min(MostEdits, (typed.TrimStart('-').Length + 1) / 2)).OrderBy(found => found.Edits).FirstOrDefault() is { Name: { } meant }
            ? $"; did you mean {meant}?"
            : ".";

    /// <summary>The number of letters to insert, delete, replace or swap with their neighbour (optimal string alignment).</summary>
    static int Edits(string one, string other)
    {
        var cost = Enumerable.Range(0, one.Length + 1).Select(_ => new int[other.Length + 1]).ToArray();
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                cost[i][j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    cost[i][j] = Math.Min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }

        return cost[one.Length][other.Length];
    }
}
