using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace SpeechPipeline.Specs.Architecture;

/// <summary>
/// The folders of the core are floors: a type uses its own floor and those below, never one above. It is read from the compiled assembly, the
/// bodies of methods included.
/// </summary>
public sealed class FloorSpecs
{
    const string Root = "SpeechPipeline";

    /// <summary>From the ground up. What stands in no folder puts the others together, above all of them.</summary>
    static readonly string[] Floors =
    [
        "Settings", "Storage", "Outbound", "Text", "Audio", "Articles", "Sources", "Normalization", "Speech", "Segments", "Requests", "Planning", "Mastering",
        "Publishing", "Durability", "Webhooks", "Jobs", "Synchronous", "Batches", "Shows", "Drops", "Health", "",
    ];

    static readonly ArchUnitNET.Domain.Architecture Core = new ArchLoader().LoadAssembly(typeof(PipelineServices).Assembly).Build();

    [Fact]
    public void No_type_uses_a_floor_above_its_own()
    {
        var edges = Edges().ToList();
        Assert.True(edges.Count > 2_000, $"There are only {edges.Count} uses of one type by another: the assembly was not read whole.");
        var upward = edges.Where(edge => FloorOf(edge.Used) > FloorOf(edge.User))
            .Select(edge => $"{edge.User.FullName} uses {edge.Used.FullName}, which is above it.").Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(upward.Count == 0, string.Join('\n', upward));
    }

    [Fact]
    public void Every_folder_is_a_floor_and_every_floor_is_a_folder()
    {
        var folders = Directory.GetDirectories(Repository.PathOf("src/SpeechPipeline"))
            .Where(path => Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories).Any()).Select(path => Path.GetFileName(path)).Except(["bin", "obj"]);
        Assert.Equal(Floors.Where(floor => floor.Length > 0).Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
        Assert.Equal([], Core.Types.Where(IsOurs).Select(FolderOf).Distinct().Except(Floors));
    }

    [Fact]
    public void The_documentation_lists_the_floors_in_their_order()
    {
        var listed = File.ReadLines(Repository.PathOf("docs/architecture.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]).Where(Floors.Contains);
        Assert.Equal(Floors.Where(floor => floor.Length > 0), listed);
    }

    static IEnumerable<(IType User, IType Used)> Edges() =>
        from user in Core.Types
        where IsOurs(user)
        from used in user.GetTypeDependencies(Core)
        where IsOurs(used) && used.FullName != user.FullName
        select (user, used);

    static bool IsOurs(IType type) => type.Namespace.FullName == Root || type.Namespace.FullName.StartsWith($"{Root}.", StringComparison.Ordinal);

    static int FloorOf(IType type) => Array.IndexOf(Floors, FolderOf(type));

    static string FolderOf(IType type) => type.Namespace.FullName.Split('.').ElementAtOrDefault(1) ?? "";
}
