using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SpeechPipeline.Specs.Architecture;

/// <summary>What the style of this code does without and no analyzer knows: read from the syntax of every source file.</summary>
public sealed class DialectSpecs
{
    [Fact]
    public void No_condition_assigns()
    {
        Assert.NotEmpty(AssignmentsIn("class C { void M(int a) { if ((a = 1) > 0) { } } }"));
        Assert.Empty(AssignmentsIn("class C { void M(int a) { if (List.Any(x => x.Y)) { a = 1; } for (a = 0; a < 1; a++) { } } }"));
        Assert.Equal("", string.Join("\n", Found(AssignmentsIn)));
    }

    [Fact]
    public void No_pattern_only_names_what_it_meets()
    {
        Assert.NotEmpty(NamingsIn("class C { bool M(int a) => a is var b && b > 0; }"));
        Assert.Empty(NamingsIn("class C { int? M(int a) => a is > 0 and var b ? b : null; }"));
        Assert.Equal("", string.Join("\n", Found(NamingsIn)));
    }

    static IEnumerable<string> Found(Func<string, IEnumerable<SyntaxNode>> find) =>
        from folder in new[] { "src", "tests" }
        from path in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        where !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from node in find(File.ReadAllText(path))
        select $"{Path.GetRelativePath(Repository.Root, path)}, line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {node}";

    /// <summary>Assignments in the conditions of if, while, do, for and ?:, outside of lambdas.</summary>
    static IEnumerable<SyntaxNode> AssignmentsIn(string code) => Root(code).DescendantNodes().Select(Condition).OfType<ExpressionSyntax>()
        .SelectMany(condition => condition.DescendantNodesAndSelf(node => node is not LambdaExpressionSyntax))
        .Where(node => node is AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax });

    /// <summary>Patterns that are "var x" and no more.</summary>
    static IEnumerable<SyntaxNode> NamingsIn(string code) => Root(code).DescendantNodes().OfType<IsPatternExpressionSyntax>()
        .Where(pattern => pattern.Pattern is VarPatternSyntax);

    static ExpressionSyntax? Condition(SyntaxNode node) => node switch
    {
        IfStatementSyntax statement => statement.Condition,
        WhileStatementSyntax statement => statement.Condition,
        DoStatementSyntax statement => statement.Condition,
        ForStatementSyntax statement => statement.Condition,
        ConditionalExpressionSyntax expression => expression.Condition,
        _ => null,
    };

    static SyntaxNode Root(string code) => CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
}
