using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Architecture;

/// <summary>The tables of docs/settings.md say what the options classes say: names, defaults, bounds.</summary>
public sealed class SettingsTableSpecs
{
    /// <summary>The row that leads to the table of a model's members.</summary>
    const string ModelsRow = "Speech:Models:NAME:…";

    static readonly Dictionary<string, Type> Sections = new(OptionsClasses.BySection, StringComparer.Ordinal) { ["Speech:Models:NAME"] = typeof(SpeechModel) };

    static readonly Dictionary<string, Option> Options = Sections
        .SelectMany(section => Option.Of(section.Key, section.Value))
        .ToDictionary(option => option.Name, StringComparer.Ordinal);

    static readonly List<Row> Rows = [.. File.ReadAllLines(Repository.PathOf("docs", "settings.md")).Select(Row.TryRead).OfType<Row>()];

    public static TheoryData<string> Documented => [.. Rows.Select(row => row.Name).Where(name => name != ModelsRow && Sections.ContainsKey(SectionOf(name)))];

    [Theory]
    [MemberData(nameof(Documented))]
    public void A_row_states_an_option_with_its_default_and_its_bounds(string name)
    {
        var row = Assert.Single(Rows, row => row.Name == name);
        var option = Assert.Contains(name, Options);
        Assert.Equal(option.Default, Written.Read(row.Default.Split(';')[0], option.Type));
        Assert.Equal(option.Bounds, row.Bounds.Length == 0 ? null : Bounds.Read(row.Bounds, option.Type));
    }

    [Fact]
    public void Every_option_has_a_row() => Assert.Empty(Options.Keys.Append(ModelsRow).Except(Rows.Select(row => row.Name)));

    [Fact]
    public void Every_options_class_of_the_app_is_looked_at()
    {
        var registered = from service in new ServiceCollection().AddSpeechPipeline(new ConfigurationBuilder().Build())
                         where service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IValidateOptions<>)
                         select service.ServiceType.GenericTypeArguments[0];
        Assert.Equal(Names(registered.Append(typeof(SpeechModel))), Names(Sections.Values));
    }

    static IEnumerable<string> Names(IEnumerable<Type> types) => types.Select(type => type.Name).Distinct().Order(StringComparer.Ordinal);

    static string SectionOf(string name) => name[..Math.Max(0, name.LastIndexOf(':'))];

    /// <summary>A row of a table: setting, meaning, default, bounds. A list's name has no index.</summary>
    sealed record Row(string Name, string Default, string Bounds)
    {
        public static Row? TryRead(string line) =>
            line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|') is [_, var name, _, var byDefault, var bounds, _]
                ? new Row(name.Split('`')[1].Replace(":0", "", StringComparison.Ordinal), byDefault.Trim(), bounds.Trim())
                : null;
    }

    /// <summary>An option as its class has it; nothing by default is null.</summary>
    sealed record Option(string Name, Type Type, object? Default, Bounds? Bounds)
    {
        public static IEnumerable<Option> Of(string section, Type type)
        {
            var fresh = Activator.CreateInstance(type)!;
            return from property in type.GetProperties()
                   where property.SetMethod is { IsPublic: true } || typeof(IList<string>).IsAssignableFrom(property.PropertyType)
                   let value = property.GetValue(fresh)
                   let kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
                   let range = property.GetCustomAttribute<RangeAttribute>()
                   select new Option(
                       $"{section}:{property.Name}",
                       kind,
                       value is null or "" or IList { Count: 0 } ? null : Written.Normal(value),
                       range is null ? null : new Bounds(Bound(range.Minimum, kind), Bound(range.Maximum, kind)));
        }

        static object Bound(object bound, Type kind) => kind == typeof(TimeSpan)
            ? TimeSpan.Parse($"{bound}", CultureInfo.InvariantCulture)
            : Written.Normal(bound);
    }

    sealed record Bounds(object? From, object? To)
    {
        public static Bounds Read(string text, Type type) => text.Split(" to ") is [var from, var to]
            ? new Bounds(Written.Read(from, type), Written.Read(to, type))
            : throw new FormatException($"'{text}' is not of the form '1 to 10'.");
    }

    /// <summary>Values as the tables write them: 1,000; 90 s; `text`; none.</summary>
    static class Written
    {
        /// <summary>Numbers of every type are compared as one.</summary>
        public static object Normal(object value) => value is int or double or decimal ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : value;

        public static object? Read(string text, Type type) =>
            text == "none" ? null
            : type == typeof(TimeSpan) ? Span(text)
            : type == typeof(bool) ? bool.Parse(text.Trim('`'))
            : type == typeof(string) ? text.Trim('`')
            : decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

        static TimeSpan Span(string text) => text.Split(' ') is [var number, var unit]
            ? Unit(unit) * double.Parse(number, CultureInfo.InvariantCulture)
            : throw new FormatException($"'{text}' is not of the form '90 s'.");

        static TimeSpan Unit(string name) => name switch
        {
            "s" => TimeSpan.FromSeconds(1),
            "min" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "day" or "days" => TimeSpan.FromDays(1),
            _ => throw new FormatException($"'{name}' is no unit of time here."),
        };
    }
}
