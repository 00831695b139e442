using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpeechPipeline.Infra.Specs.Reading;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Infra.Specs;

/// <summary>What a parameter says of a setting is what the code says of it.</summary>
public sealed partial class ParameterSpecs
{
    /// <summary>Parameters whose description begins with the setting that they are.</summary>
    static List<(JsonProperty Parameter, string Setting)> OfSettings =>
        [.. from parameter in CompiledInfra.Templates()[0].Parameters
            let setting = Setting().Match(Description(parameter.Value))
            where setting.Success
            select (parameter, setting.Groups[1].Value)];

    [Fact]
    public void Every_parameter_says_what_it_is() => Assert.All(
        CompiledInfra.Templates()
            .SelectMany(template => template.Parameters.Concat(template.Types.SelectMany(type => Members(type).Prepend(type)))),
        parameter => Assert.True(Description(parameter.Value).Length > 5, $"{parameter.Name} has no description."));

    [Fact]
    public void Bounds_are_those_of_the_code()
    {
        Assert.True(OfSettings.Count > 20);
        Assert.All(OfSettings, pair => AssertBounds(pair.Parameter, SettingsOfTheCode.Option(pair.Setting).Property));
    }

    [Fact]
    public void Defaults_are_left_to_the_code_and_told_as_they_are() => Assert.All(OfSettings, pair =>
    {
        var (_, value) = SettingsOfTheCode.Option(pair.Setting);
        if (ToldDefault(pair.Parameter.Value) is { } told)
        {
            Assert.False(pair.Parameter.Value.TryGetProperty("defaultValue", out _), pair.Parameter.Name);
            Assert.Equal(Text(value), told);
        }
    });

    [Fact]
    public void Every_setting_with_a_default_in_the_code_tells_it() => Assert.All(
        OfSettings.Where(pair => SettingsOfTheCode.Option(pair.Setting).Default is TimeSpan or int && pair.Setting != "Speech:Instances"),
        pair => Assert.NotNull(ToldDefault(pair.Parameter.Value)));

    [Theory]
    [InlineData("speechModel", typeof(SpeechModel))]
    [InlineData("pauseSettings", typeof(PauseSettings))]
    public void Members_of_a_setting_are_those_of_the_code(string type, Type options)
    {
        // The name of a model is its key in the code.
        var members = Members(CompiledInfra.Templates()[0].Types.Single(definition => definition.Name == type))
            .Where(member => member.Name != "name").ToList();
        var code = options.GetProperties().Where(property => property.CanWrite).Select(property => property.Name);
        Assert.Equal(Sorted(code), Sorted(members.Select(member => member.Name)), StringComparer.OrdinalIgnoreCase);
        Assert.All(members, member =>
        {
            var property = SettingsOfTheCode.Property(options, member.Name);
            AssertBounds(member, property, bareDescription: type == "pauseSettings");
            var value = property.GetValue(Activator.CreateInstance(options));
            Assert.Equal(value is null ? null : Text(value), ToldDefault(member.Value));
        });
    }

    [Fact]
    public void The_most_instances_are_within_the_bounds_of_the_setting_that_they_are()
    {
        var parameter = CompiledInfra.Templates()[0].Parameters.Single(parameter => parameter.Name == "maximumInstanceCount");
        AssertBounds(parameter, SettingsOfTheCode.Option("Speech:Instances").Property, bareDescription: true);
    }

    [Fact]
    public void The_parameter_file_asks_for_nothing_that_has_no_default()
    {
        var file = File.ReadAllText(Repository.PathOf("infra", "main.bicepparam"));
        var reads = Reads().Matches(file);
        Assert.NotEmpty(reads);
        Assert.All(reads, read => Assert.True(read.Groups[2].Success, $"{read.Groups[1].Value} has no default."));
    }

    // Whole numbers have their bounds in the template; durations and fractions are text there, so that the description says them.
    static void AssertBounds(JsonProperty parameter, PropertyInfo option, bool bareDescription = false)
    {
        var bounds = SettingsOfTheCode.Bounds(option);
        if (parameter.Value.TryGetProperty("type", out var type) && type.GetString() == "int")
        {
            Assert.Equal(bounds, (parameter.Value.At("minValue").GetRawText(), parameter.Value.At("maxValue").GetRawText()));
        }

        if (bounds is { } told && !bareDescription)
        {
            Assert.Contains($"From {told.Minimum} to {told.Maximum}", Description(parameter.Value), StringComparison.Ordinal);
        }
    }

    static JsonElement.ObjectEnumerator Members(JsonProperty type) =>
        type.Value.TryGetProperty("properties", out var members) ? members.EnumerateObject() : default;

    static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.OrdinalIgnoreCase);

    static string Description(JsonElement parameter) =>
        parameter.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("description", out var description)
            ? description.GetString()!
            : "";

    // Some defaults are no value but words: none, its address.
    static string? ToldDefault(JsonElement parameter) =>
        Default().Match(Description(parameter)) is { Success: true } told && told.Groups[1].Value != "none" ? told.Groups[1].Value : null;

    static string Text(object? value) => value switch
    {
        TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
        bool => value.ToString()!.ToLowerInvariant(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    [GeneratedRegex(@"^([A-Z]\w+:[A-Z]\w+)\. ")]
    private static partial Regex Setting();

    [GeneratedRegex(@"[Dd]efault:? (\S+?)\.(?=\s|$)")]
    private static partial Regex Default();

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'(, '[^']*')?\)")]
    private static partial Regex Reads();
}
