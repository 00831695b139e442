using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace SpeechPipeline.Settings;

/// <summary>Checks settings at start, by their attributes and by <see cref="IOwnBounds"/>. Each message names the setting as a person sets it.</summary>
sealed class SettingsValidation<T>(string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var problems = SettingsValidation.ProblemsOf(options).Select(problem => $"The setting {section}:{problem}").ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>The problems of settings, as sentences that name the settings.</summary>
static class SettingsValidation
{
    /// <returns>In the form of <see cref="IOwnBounds.Problems"/>: each begins with the name of the member.</returns>
    public static IEnumerable<string> ProblemsOf(object settings)
    {
        foreach (var property in settings.GetType().GetProperties())
        {
            foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (!attribute.IsValid(property.GetValue(settings)))
                {
                    yield return Problem(attribute, property.Name);
                }
            }
        }

        foreach (var problem in (settings as IOwnBounds)?.Problems() ?? [])
        {
            yield return problem;
        }
    }

    static string Problem(ValidationAttribute attribute, string member) => attribute is RequiredAttribute
        ? $"{member} is missing."
        : attribute.FormatErrorMessage(member).Replace("The field ", "", StringComparison.Ordinal);
}
