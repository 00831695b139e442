namespace SpeechPipeline.Specs.Hostile.Fuzzing;

/// <summary>Changes a document at random, but the same way for the same seed.</summary>
static class Mutation
{
    const int MostChanges = 6;
    const int LongestStretch = 200;
    const int LongestDocument = 20_000;

    /// <param name="document">What is changed; it stays as it is.</param>
    /// <param name="words">Marks of the format, which chance alone would hardly write.</param>
    /// <param name="random">Chance.</param>
    public static byte[] Of(byte[] document, IReadOnlyList<byte[]> words, Random random)
    {
        var bytes = document.ToList();
        for (var changes = random.Next(1, MostChanges + 1); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, LongestStretch), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                case 4:
                    var word = words[random.Next(words.Count)];
                    for (var times = random.Next(4) == 0 ? random.Next(1, 400) : 1; times > 0 && bytes.Count < LongestDocument; times--)
                    {
                        bytes.InsertRange(Math.Min(at, bytes.Count), word);
                    }

                    break;
                case 5 when random.Next(8) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, words[random.Next(words.Count)]);
                    break;
            }
        }

        return [.. bytes.Take(LongestDocument)];
    }
}
