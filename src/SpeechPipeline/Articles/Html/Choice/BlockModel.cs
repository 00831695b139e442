using System.Globalization;

namespace SpeechPipeline.Articles.Html.Choice;

/// <summary>
/// Boosted decision trees over <see cref="BlockFeatures"/>. They are learned from pages whose text people marked; the command
/// <c>dotnet run -c Release --project tests/SpeechPipeline.Benchmarks -- articles learn FOLDER</c> writes them anew.
/// </summary>
/// <param name="Trees">Each a list of nodes, the first its root.</param>
sealed record BlockModel(IReadOnlyList<IReadOnlyList<BlockModel.Node>> Trees)
{
    const string Resource = "article-blocks.txt";

    static readonly Lazy<BlockModel> Learned = new(() =>
    {
        using var reader = new StreamReader(typeof(BlockModel).Assembly.GetManifestResourceStream(Resource)!);
        return Parse(reader.ReadToEnd());
    });

    public static BlockModel Default => Learned.Value;

    /// <summary>One tree a line, its nodes parted by semicolons: a leaf is its value; a fork the feature, the most that goes left, and where left and right are.</summary>
    public static BlockModel Parse(string text) =>
        new([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(IReadOnlyList<Node> (line) => [.. line.Split(';').Select(Node.Parse)])]);

    public override string ToString() => string.Concat(Trees.Select(tree => string.Join(';', tree.Select(node => node.ToString())) + "\n"));

    /// <summary>The logarithm of the odds that a run of text with these features belongs to the article.</summary>
    public double OddsOf(float[] row)
    {
        var odds = 0d;
        foreach (var tree in Trees)
        {
            var node = tree[0];
            while (node.Feature >= 0)
            {
                node = tree[row[node.Feature] <= node.Value ? node.Left : node.Right];
            }

            odds += node.Value;
        }

        return odds;
    }

    /// <param name="Feature">Which decides; -1 in a leaf.</param>
    /// <param name="Value">The most that goes left; in a leaf, what it adds to the odds.</param>
    public readonly record struct Node(int Feature, float Value, int Left, int Right)
    {
        public static Node Parse(string text) => text.Split(' ') is [var feature, var most, var left, var right]
            ? new(Whole(feature), Number(most), Whole(left), Whole(right))
            : new(-1, Number(text), 0, 0);

        public override string ToString() => Feature < 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Value:0.####}")
            : string.Create(CultureInfo.InvariantCulture, $"{Feature} {Value:0.####} {Left} {Right}");

        static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

        static float Number(string text) => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
