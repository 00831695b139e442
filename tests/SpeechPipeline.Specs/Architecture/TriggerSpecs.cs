using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using NCrontab;
using SpeechPipeline.LocalHost;
using SpeechPipeline.Storage;
using SpeechPipeline.Triggers;

namespace SpeechPipeline.Specs.Architecture;

/// <summary>Every name that a trigger uses is known to every host.</summary>
public sealed partial class TriggerSpecs
{
    static IEnumerable<Attribute> Triggers => typeof(SubmitJob).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
        .SelectMany(method => method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes()));

    public static TheoryData<string> Queues => [.. Triggers.OfType<QueueTriggerAttribute>().Select(trigger => trigger.QueueName)];

    public static TheoryData<string> Schedules => [.. Triggers.OfType<TimerTriggerAttribute>().Select(trigger => trigger.Schedule)];

    [Theory]
    [MemberData(nameof(Queues))]
    public void A_queue_is_created_locally_and_by_bicep(string queue)
    {
        // Both make the poison queues from the names of the others.
        var name = queue.Replace("-poison", "", StringComparison.Ordinal);
        Assert.Contains(name, QueueNames.All);
        Assert.Contains($"'{name}'", Bicep(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void A_schedule_resolves_in_every_host(string schedule)
    {
        var setting = SettingReference().Match(schedule).Groups[1].Value;
        Assert.NotEmpty(setting);
        Assert.Contains(setting, Bicep(), StringComparison.Ordinal);
        var sample = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json"))).RootElement.GetProperty("Values").GetProperty(setting).GetString()!;
        Assert.NotNull(CrontabSchedule.TryParse(sample, new CrontabSchedule.ParseOptions { IncludingSeconds = true }));
        Assert.NotNull(CrontabSchedule.TryParse(LocalPipeline.Defaults[setting]!, new CrontabSchedule.ParseOptions { IncludingSeconds = true }));
    }

    [Fact]
    public void Every_route_is_one_that_the_documentation_names()
    {
        var documentation = File.ReadAllText(Repository.PathOf("docs", "http-api.md"));
        var routes = Triggers.OfType<HttpTriggerAttribute>().Select(trigger => trigger.Route!).ToList();
        Assert.True(routes.Count >= 7);
        Assert.All(routes, route => Assert.Contains($"/api/{route.Replace("episodes/{id}/{file}", "episodes/{id}/audio", StringComparison.Ordinal)}", documentation, StringComparison.Ordinal));
    }

    static string Bicep() => string.Join('\n', Directory.GetFiles(Repository.PathOf("infra"), "*.bicep", SearchOption.AllDirectories).Select(File.ReadAllText));

    [GeneratedRegex("^%(.+)%$")]
    private static partial Regex SettingReference();
}
