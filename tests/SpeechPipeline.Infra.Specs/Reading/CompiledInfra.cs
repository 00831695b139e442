using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpeechPipeline.Infra.Specs.Reading;

/// <summary>What the build made of the folder <c>infra</c>.</summary>
static class CompiledInfra
{
    // The one platform without a Bicep compiler; the project file says the same.
    static bool CanCompile => !OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture == Architecture.X64;

    /// <summary>A compiled file. Where there is no Bicep compiler the test is skipped; anywhere else a file that is missing fails it.</summary>
    public static JsonElement Read(params string[] path)
    {
        var file = Repository.PathOf(["artifacts", "infra", .. path]);
        Assert.SkipUnless(CanCompile, "There is no Bicep compiler for Linux on Arm.");
        return JsonDocument.Parse(File.ReadAllText(file)).RootElement;
    }

    /// <summary>The template and those nested in it.</summary>
    public static IReadOnlyList<Template> Templates()
    {
        var main = new Template("main", Read("main.json"));
        return [main, .. main.Nested()];
    }

    /// <summary>All strings in it, each with the names that lead to it.</summary>
    public static IEnumerable<(string Path, string Text)> Strings(this JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.String => [(path, element.GetString()!)],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Value.Strings($"{path}/{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => item.Strings($"{path}/{index}")),
        _ => [],
    };

    /// <summary>The member at a path; the test fails, naming it, when there is none.</summary>
    public static JsonElement At(this JsonElement element, string path, [CallerArgumentExpression(nameof(element))] string? of = null)
    {
        foreach (var name in path.Split('/'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                Assert.Fail($"{of} has no {name} (of {path}).");
            }
        }

        return element;
    }

    public static string TextAt(this JsonElement element, string path) => element.At(path).GetString()!;

    /// <summary>Whether the member is there and true.</summary>
    public static bool Is(this JsonElement element, string path) => element.At(path).ValueKind == JsonValueKind.True;

    /// <summary>Whether the member is there and false; what is absent has Azure's default, which may be otherwise.</summary>
    public static bool IsNot(this JsonElement element, string path) => element.At(path).ValueKind == JsonValueKind.False;
}
