using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using NCrontab;
using SpeechPipeline.Infra.Specs.Reading;
using SpeechPipeline.Triggers;

namespace SpeechPipeline.Infra.Specs;

/// <summary>The settings that the template gives the app are those that its code reads.</summary>
public sealed partial class SettingSpecs
{
    /// <summary>Read by the Functions host, the SDK and Application Insights.</summary>
    static readonly string[] OfTheHost =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__queueServiceUri",
        "AzureWebJobsStorage__tableServiceUri",
    ];

    /// <summary>
    /// "Flex Consumption plan deprecations" in Azure's reference of app settings: the platform refuses some, and has other places for all.
    /// </summary>
    static readonly string[] RefusedByFlexConsumption =
    [
        "ENABLE_ORYX_BUILD", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_RUNTIME_VERSION",
        "FUNCTIONS_MAX_HTTP_CONCURRENCY", "FUNCTIONS_WORKER_PROCESS_COUNT", "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED",
        "SCM_DO_BUILD_DURING_DEPLOYMENT", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTOVERVNET", "WEBSITE_CONTENTSHARE",
        "WEBSITE_DNS_SERVER", "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "WEBSITE_NODE_DEFAULT_VERSION", "WEBSITE_RUN_FROM_PACKAGE",
        "WEBSITE_SKIP_CONTENTSHARE_VALIDATION", "WEBSITE_VNET_ROUTE_ALL", "WEBSITE_TIME_ZONE", "TZ",
    ];

    static IEnumerable<string> Schedules => typeof(SubmitJob).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetParameters())
        .Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>())
        .OfType<TimerTriggerAttribute>()
        .Select(trigger => trigger.Schedule.Trim('%'));

    // What is known only when it is deployed stands in brackets: addresses, and references to secrets.
    static Dictionary<string, string> AsDeployed(Deployment deployment) => deployment.Settings.ToDictionary(setting => setting.Key, setting =>
        !setting.Value.StartsWith('[') ? setting.Value
        : setting.Value.Contains("@Microsoft.KeyVault", StringComparison.Ordinal) ? "@Microsoft.KeyVault(SecretUri=https://vault.example.com/secrets/any/)"
        : "https://app.example.com");

    [Fact]
    public void A_setting_that_nobody_chooses_is_left_to_the_code()
    {
        string[] always =
        [
            .. OfTheHost,
            "DropSweepSchedule", "Pipeline__PublicAddress", "Speech__ApiKey", "Speech__BaseAddress", "Speech__Instances", "SweepSchedule",
        ];
        Assert.Equal(always.Order(StringComparer.Ordinal), Deployment.Least.Settings.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_of_a_deployment_arrives_in_the_code_with_its_value()
    {
        var settings = AsDeployed(Deployment.Everything);
        using var code = new SettingsOfTheCode(settings);
        var read = settings.Where(setting => !OfTheHost.Contains(setting.Key) && !Schedules.Contains(setting.Key)).ToList();
        Assert.True(read.Count > 40);
        Assert.All(read, setting =>
        {
            Assert.True(SettingsOfTheCode.IsOption(setting.Key), $"Nothing reads {setting.Key}.");
            var value = code.ValueOf(setting.Key);
            Assert.Equal(SettingsOfTheCode.Read(value, setting.Value), value);
        });
    }

    [Fact]
    public void The_settings_of_every_deployment_are_within_the_bounds_of_the_code() => Assert.All(
        [Deployment.Least, Deployment.First, Deployment.Open, Deployment.Small, Deployment.Large, Deployment.Everything],
        deployment =>
        {
            using var code = new SettingsOfTheCode(AsDeployed(deployment));
            code.Validate();
        });

    [Fact]
    public void The_calls_of_the_account_are_shared_by_the_most_instances() => Assert.All(
        [Deployment.Least, Deployment.Everything],
        deployment => Assert.Equal(
            deployment.App.At("properties/functionAppConfig/scaleAndConcurrency/maximumInstanceCount").GetRawText(),
            deployment.Settings["Speech__Instances"]));

    [Fact]
    public void What_the_template_decides_no_additional_setting_changes()
    {
        Assert.DoesNotContain("999", Deployment.Everything.Settings["Speech__Instances"], StringComparison.Ordinal);
        // The predicted value names both; the identity's goes before the other unless there is none.
        Assert.Matches(
            @"^\[if\(equals\((reference\(.*\)\.clientId), null\(\)\), 'another', \1\)\]$",
            Deployment.Everything.Settings["AzureWebJobsStorage__clientId"]);
        Assert.Equal("00:00:30", Deployment.Everything.Settings["Webhooks__Timeout"]);
    }

    [Fact]
    public void Deploying_again_without_the_secrets_changes_no_setting() =>
        Assert.Equal(Deployment.First.Settings, Deployment.Second.Settings);

    [Fact]
    public void Without_a_key_for_the_endpoint_or_for_webhooks_no_setting_refers_to_one()
    {
        Assert.DoesNotContain("Speech__ApiKey", Deployment.Open.Settings.Keys);
        Assert.DoesNotContain("Webhooks__SigningKeys", Deployment.Open.Settings.Keys);
    }

    [Fact]
    public void Every_schedule_that_a_trigger_names_is_set()
    {
        Assert.NotEmpty(Schedules);
        Assert.All(Schedules, schedule => Assert.NotNull(
            CrontabSchedule.TryParse(Deployment.Least.Settings[schedule], new CrontabSchedule.ParseOptions { IncludingSeconds = true })));
    }

    [Fact]
    public void No_setting_is_one_that_Flex_Consumption_refuses() =>
        Assert.Empty(Deployment.Everything.Settings.Keys.Intersect(RefusedByFlexConsumption, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Every_setting_of_the_documentation_has_a_parameter()
    {
        var settings = Deployment.Everything.Settings.Keys.ToHashSet();
        var documented = DocumentedSettings().ToList();
        Assert.True(documented.Count > 25);
        Assert.All(documented, name => Assert.Contains(
            settings, setting => setting == name || setting.StartsWith($"{name}__", StringComparison.Ordinal)));
    }

    [Fact]
    public void Names_of_models_that_no_setting_could_have_are_values()
    {
        using var code = new SettingsOfTheCode(Deployment.Everything.Settings);
        Assert.Equal("example/some-model", code.ValueOf("Speech__Models__0__Name"));
        Assert.Equal(3m, code.ValueOf("Speech__Models__1__UsdPerMillionCharacters"));
    }

    // The tables under "Settings of the app"; others have no parameter, and say so.
    static IEnumerable<string> DocumentedSettings() =>
        from row in File.ReadAllLines(Repository.PathOf("docs", "settings.md")).SkipWhile(line => line != "## Settings of the app").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        where row.StartsWith("| `", StringComparison.Ordinal)
        from Match name in Quoted().Matches(row.Split(" | ")[0])
        select End().Replace(name.Groups[1].Value, "").Replace(":", "__", StringComparison.Ordinal);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    // The parts of a name that vary.
    [GeneratedRegex("(:0|:NAME:…|:…)$")]
    private static partial Regex End();
}
