using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace SpeechPipeline;

/// <summary>Holds settings to their attributes, and to what they say of themselves, at start: each message names its setting as it is to be set.</summary>
sealed class SettingsValidation<T>(string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var problems = SettingsValidation.ProblemsOf(options, section).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>What is wrong with settings, as sentences that name them.</summary>
static class SettingsValidation
{
    /// <param name="settings">The settings.</param>
    /// <param name="path">Where they stand: <c>Speech</c>, <c>Speech:Models:NAME</c>.</param>
    public static IEnumerable<string> ProblemsOf(object settings, string path)
    {
        foreach (var property in settings.GetType().GetProperties())
        {
            foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (!attribute.IsValid(property.GetValue(settings)))
                {
                    yield return Sentence(attribute, $"{path}:{property.Name}");
                }
            }
        }

        foreach (var problem in (settings as IOwnBounds)?.Problems() ?? [])
        {
            yield return $"The setting {path}:{problem}";
        }
    }

    static string Sentence(ValidationAttribute attribute, string setting) => attribute is RequiredAttribute
        ? $"The setting {setting} is missing."
        : attribute.FormatErrorMessage(setting).Replace("The field ", "The setting ", StringComparison.Ordinal);
}
