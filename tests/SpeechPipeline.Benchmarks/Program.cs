using SpeechPipeline.Benchmarks;
using SpeechPipeline.TestTools;

switch (args)
{
    case ["start"]:
        await StartBenchmark.RunAsync();
        return 0;
    case ["worker-start"]:
        await WorkerStartBenchmark.RunAsync();
        return 0;
    case ["orchestration"]:
        await OrchestrationBenchmark.RunAsync();
        Console.WriteLine();
        await StorageCallsBenchmark.RunAsync();
        return 0;
    case ["memory"]:
        await OrchestrationBenchmark.RunMemoryAsync();
        return 0;
    case ["segmenting"]:
        SegmentingBenchmark.Run();
        return 0;
    case ["completeness"]:
        await CompletenessBenchmark.RunAsync();
        return 0;
    case ["articles", var folder]:
        ArticlesBenchmark.Run(folder);
        return 0;
    case ["articles", "learn", var folder]:
        ArticlesBenchmark.Learn(folder, Repository.PathOf("src/SpeechPipeline/Articles/Html/Choice/article-blocks.txt"));
        return 0;
    case ["sweep"]:
        await SweepBenchmark.RunAsync();
        return 0;
    case ["feed"]:
        await FeedBenchmark.RunAsync();
        return 0;
    case ["batch"]:
        await BatchBenchmark.RunAsync(most: 10_000);
        return 0;
    case ["batch", var most]:
        await BatchBenchmark.RunAsync(int.Parse(most, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["mastering"]:
        await MasteringBenchmark.RunAsync();
        return 0;
    case [MasteringBenchmark.OneLength, var connection, var minutes]:
        await MasteringBenchmark.RunOneAsync(connection, int.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: dotnet run -c Release --project tests/SpeechPipeline.Benchmarks -- start|worker-start|orchestration|memory|segmenting|completeness|\"articles FOLDER\"|\"articles learn FOLDER\"|mastering|sweep|batch [MOST]|feed");
        return 2;
}
