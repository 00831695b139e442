using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace SpeechPipeline.Settings;

/// <summary>Holds settings to their attributes, and to what they say of themselves, at start: each message names its setting as it is to be set.</summary>
sealed class SettingsValidation<T>(string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var problems = SettingsValidation.ProblemsOf(options).Select(problem => $"The setting {section}:{problem}").ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>What is wrong with settings, as sentences that name them.</summary>
static class SettingsValidation
{
    /// <returns>As <see cref="IOwnBounds.Problems"/> has them: each begins with the name of the member.</returns>
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
