using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SpeechPipeline.Specs.Architecture;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Infra.Specs.Reading;

/// <summary>What the app makes of its settings: the real registration, over the settings of a deployment.</summary>
sealed class SettingsOfTheCode : IDisposable
{
    static readonly Dictionary<string, Type> Sections = new(OptionsClasses.BySection, StringComparer.OrdinalIgnoreCase);

    readonly ServiceProvider _services;
    readonly IConfiguration _configuration;

    public SettingsOfTheCode(IReadOnlyDictionary<string, string> settings)
    {
        // The names are those of environment variables.
        _configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(
                setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), string? (setting) => setting.Value))
            .Build();
        _services = new ServiceCollection().AddSpeechPipeline(_configuration).BuildServiceProvider();
    }

    /// <summary>Checks what the app checks when it starts.</summary>
    /// <exception cref="OptionsValidationException">A setting is out of its bounds.</exception>
    public void Validate() => _services.GetRequiredService<IStartupValidator>().Validate();

    /// <summary>Whether a setting belongs to a section of the app's options.</summary>
    public static bool IsOption(string setting) => Sections.ContainsKey(setting.Split("__")[0]);

    /// <summary>The value that the app has for a setting; the test fails when no option is meant.</summary>
    public object? ValueOf(string setting)
    {
        var names = setting.Split("__");
        var section = Sections[names[0]];
        object? value = ((IOptions<object>)_services.GetRequiredService(typeof(IOptions<>).MakeGenericType(section))).Value;
        foreach (var name in names[1..])
        {
            value = value switch
            {
                IDictionary<string, SpeechModel> models => models[_configuration[$"Speech:Models:{name}:Name"]!],
                IList<string> list => list[int.Parse(name)],
                SpeechModel model when name == "Name" => NameOf(model),
                _ => Property(value!.GetType(), name).GetValue(value),
            };
        }

        return value;
    }

    /// <summary>The option that a setting such as <c>Speech:Concurrency</c> sets, and its default.</summary>
    public static (PropertyInfo Property, object? Default) Option(string setting)
    {
        var names = setting.Split(':');
        var section = Sections[names[0]];
        var property = Property(section, names[1]);
        return (property, property.GetValue(Activator.CreateInstance(section)));
    }

    public static PropertyInfo Property(Type type, string name)
    {
        var property = type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        Assert.True(property is not null, $"{type.Name} has no {name}.");
        return property;
    }

    /// <summary>The bounds of an option as text; null: it has none.</summary>
    public static (string Minimum, string Maximum)? Bounds(PropertyInfo option) => option.GetCustomAttribute<RangeAttribute>() is { } range
        ? (Convert.ToString(range.Minimum, CultureInfo.InvariantCulture)!, Convert.ToString(range.Maximum, CultureInfo.InvariantCulture)!)
        : null;

    /// <summary>The text of a setting as the option's type has it.</summary>
    public static object? Read(object? sample, string text) =>
        sample is null ? null : TypeDescriptor.GetConverter(sample.GetType()).ConvertFromInvariantString(text);

    public void Dispose() => _services.Dispose();

    string NameOf(SpeechModel model) =>
        Assert.Single(_services.GetRequiredService<IOptions<SpeechOptions>>().Value.Models, pair => pair.Value == model).Key;
}
