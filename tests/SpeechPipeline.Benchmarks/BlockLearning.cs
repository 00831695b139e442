using SpeechPipeline.Articles.Html;
using SpeechPipeline.Articles.Html.Choice;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// Learns <see cref="BlockModel"/> from marked pages: gradient boosting of the logistic loss (Friedman 2001) with second-order leaves,
/// over features cut into 32 bins. A run of text counts as much as its words are of its page's. Nothing is random: the same pages give
/// the same trees.
/// </summary>
sealed class BlockLearning
{
    const int Trees = 120;
    const int Levels = 3;
    const int Bins = 32;
    const double Rate = 0.12;
    const double Regularization = 0.5;
    const double LeastHessian = 0.15;
    const double LeastGain = 1e-3;
    const int LeastWords = 200;
    const int Gram = 3;

    readonly List<float[]> _rows = [];
    readonly List<(double Wanted, double Weight)> _marks = [];
    float[][] _cuts = [];
    byte[][] _bins = [];
    double[] _odds = [];
    (double Gradient, double Hessian)[] _steps = [];

    public static BlockModel Learn(IEnumerable<MarkedPage> pages)
    {
        var learning = new BlockLearning();
        foreach (var page in pages)
        {
            learning.Add(page);
        }

        learning.Cut();
        return new BlockModel([.. Enumerable.Range(0, Trees).Select(_ => learning.GrowTree())]);
    }

    // A run belongs to the text if most of its words stand there in the same order; a word or two, if they are a line there.
    void Add(MarkedPage page)
    {
        var grams = Grams(page.Words).ToHashSet(StringComparer.Ordinal);
        var lines = page.Marks.MainContent.Split('\n').Select(line => string.Join(' ', MarkedPage.WordsOf(line))).ToHashSet(StringComparer.Ordinal);
        var blocks = ArticleChoice.BlocksOf(HtmlReader.Parse(page.Source, page.Source.ReadText()), out _);
        foreach (var (block, row) in blocks.All.Zip(BlockFeatures.Of(blocks)))
        {
            var words = MarkedPage.WordsOf(block.Text());
            var isWanted = words.Length < Gram ? lines.Contains(string.Join(' ', words)) : Grams(words).Count(grams.Contains) * 2 > words.Length - Gram + 1;
            _rows.Add(row);
            _marks.Add((isWanted ? 1 : 0, words.Length == 0 ? 0 : (words.Length + Gram) / (double)Math.Max(LeastWords, page.Words.Length)));
        }
    }

    static IEnumerable<string> Grams(string[] words) => Enumerable.Range(0, Math.Max(0, words.Length - Gram + 1)).Select(i => string.Join(' ', words[i..(i + Gram)]));

    void Cut()
    {
        var features = _rows[0].Length;
        (_cuts, _bins, _odds, _steps) = (new float[features][], new byte[features][], new double[_rows.Count], new (double, double)[_rows.Count]);
        for (var feature = 0; feature < features; feature++)
        {
            var values = _rows.Select(row => row[feature]).ToArray();
            var sorted = values.Order().ToArray();
            // As they are written, so that what is read decides as what was learned.
            var cuts = Enumerable.Range(1, Bins - 1).Select(bin => MathF.Round(sorted[(int)((long)bin * (sorted.Length - 1) / Bins)], 4)).Distinct().ToArray();
            _cuts[feature] = cuts;
            _bins[feature] = [.. values.Select(value => BinOf(value, cuts))];
        }
    }

    // The first whose most is not below the value.
    static byte BinOf(float value, float[] cuts)
    {
        var bin = Array.BinarySearch(cuts, value);
        return (byte)(bin >= 0 ? bin : ~bin);
    }

    List<BlockModel.Node> GrowTree()
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            var probability = 1 / (1 + Math.Exp(-_odds[i]));
            _steps[i] = (_marks[i].Weight * (_marks[i].Wanted - probability), _marks[i].Weight * Math.Max(1e-6, probability * (1 - probability)));
        }

        var nodes = new List<BlockModel.Node>();
        Grow(nodes, [.. Enumerable.Range(0, _rows.Count)], Levels);
        return nodes;
    }

    int Grow(List<BlockModel.Node> nodes, int[] rows, int levels)
    {
        var at = nodes.Count;
        nodes.Add(default);
        var (gradient, hessian) = (rows.Sum(row => _steps[row].Gradient), rows.Sum(row => _steps[row].Hessian));
        var (feature, bin) = levels == 0 ? (-1, 0) : BestFork(rows, gradient, hessian);
        if (feature < 0)
        {
            var value = (float)Math.Round(Rate * gradient / (hessian + Regularization), 4);
            Array.ForEach(rows, row => _odds[row] += value);
            nodes[at] = new(-1, value, 0, 0);
            return at;
        }

        var left = Grow(nodes, [.. rows.Where(row => _bins[feature][row] <= bin)], levels - 1);
        var right = Grow(nodes, [.. rows.Where(row => _bins[feature][row] > bin)], levels - 1);
        nodes[at] = new(feature, _cuts[feature][bin], left, right);
        return at;
    }

    (int Feature, int Bin) BestFork(int[] rows, double gradient, double hessian)
    {
        var (best, feature, at) = (LeastGain, -1, 0);
        for (var candidate = 0; candidate < _cuts.Length; candidate++)
        {
            var sums = new (double Gradient, double Hessian)[Bins];
            foreach (var row in rows)
            {
                ref var sum = ref sums[_bins[candidate][row]];
                sum = (sum.Gradient + _steps[row].Gradient, sum.Hessian + _steps[row].Hessian);
            }

            var (left, leftHessian) = (0d, 0d);
            for (var bin = 0; bin < _cuts[candidate].Length; bin++)
            {
                (left, leftHessian) = (left + sums[bin].Gradient, leftHessian + sums[bin].Hessian);
                var (right, rightHessian) = (gradient - left, hessian - leftHessian);
                var gain = Gain(left, leftHessian) + Gain(right, rightHessian) - Gain(gradient, hessian);
                if (leftHessian >= LeastHessian && rightHessian >= LeastHessian && gain > best)
                {
                    (best, feature, at) = (gain, candidate, bin);
                }
            }
        }

        return (feature, at);
    }

    static double Gain(double gradient, double hessian) => gradient * gradient / (hessian + Regularization);
}
