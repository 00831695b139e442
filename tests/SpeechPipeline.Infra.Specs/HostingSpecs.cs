using System.Reflection;
using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Infra.Specs.Reading;
using SpeechPipeline.Triggers;

namespace SpeechPipeline.Infra.Specs;

/// <summary>Where the app runs.</summary>
public sealed class HostingSpecs
{
    /// <summary>Measured under a real host: 178 MB for it, 122 MB for the worker.</summary>
    const int MegabytesOfHostAndWorker = 300;

    [Fact]
    public void The_app_runs_on_Flex_Consumption()
    {
        var plan = Deployment.Least.One("Microsoft.Web/serverfarms");
        Assert.Equal("FC1", plan.TextAt("sku/name"));
        Assert.Equal("FlexConsumption", plan.TextAt("sku/tier"));
        Assert.True(plan.Is("properties/reserved"));
        Assert.Equal(plan.TextAt("id"), Deployment.Least.App.TextAt("properties/serverFarmId"));
        Assert.Equal("functionapp,linux", Deployment.Least.App.TextAt("kind"));
    }

    [Fact]
    public void The_runtime_is_the_one_that_the_app_is_built_for()
    {
        var runtime = Deployment.Least.App.At("properties/functionAppConfig/runtime");
        Assert.Equal("dotnet-isolated", runtime.TextAt("name"));
        var built = typeof(PipelineServices).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName;
        Assert.Equal($".NETCoreApp,Version=v{runtime.TextAt("version")}", built);
    }

    /// <summary>It refuses ftpsState, linuxFxVersion, alwaysOn and others with error 51021, in more and more regions.</summary>
    [Fact]
    public void Nothing_is_asked_of_the_site_that_Flex_Consumption_refuses() => Assert.Equal(
        ["minTlsVersion"], Deployment.Everything.App.At("properties/siteConfig").EnumerateObject().Select(property => property.Name));

    [Fact]
    public void Memory_is_one_of_the_three_sizes()
    {
        var memory = CompiledInfra.Templates()[0].Parameters.Single(parameter => parameter.Name == "instanceMemoryMB").Value;
        Assert.Equal([512, 2048, 4096], memory.At("allowedValues").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal(2048, memory.At("defaultValue").GetInt32());
        Assert.Equal(512, MemoryOf(Deployment.Small));
        Assert.Equal(4096, MemoryOf(Deployment.Large));
    }

    [Fact]
    public void As_many_requests_run_on_an_instance_as_bodies_of_the_largest_size_fit_into_its_memory() => Assert.All(
        [Deployment.Small, Deployment.Least, Deployment.Large],
        deployment =>
        {
            // The body as it came, and the book that it holds in base64 or what is on its way to storage.
            var megabytes = 2 * BodyLimits.Function / (1024 * 1024);
            Assert.InRange(RequestsOf(deployment), 1, Math.Max(1, (MemoryOf(deployment) - MegabytesOfHostAndWorker) / megabytes));
        });

    [Fact]
    public void How_many_requests_run_on_an_instance_can_be_said() => Assert.Equal(3, RequestsOf(Deployment.Everything));

    [Fact]
    public void Nothing_runs_when_nothing_is_to_be_done() =>
        Assert.Equal(0, Scale(Deployment.Least).At("alwaysReady").GetArrayLength());

    [Fact]
    public void Instances_that_are_always_ready_are_of_groups_that_there_are()
    {
        var functions = typeof(SubmitJob).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().ToList();
        var groups = Scale(Deployment.Everything).At("alwaysReady").EnumerateArray()
            .ToDictionary(group => group.TextAt("name"), group => group.At("instanceCount").GetInt32());
        Assert.Equal(new Dictionary<string, int> { ["http"] = 1, ["function:SynthesizeJob"] = 2 }, groups);
        Assert.Contains("SynthesizeJob", functions);
    }

    static int MemoryOf(Deployment deployment) => Scale(deployment).At("instanceMemoryMB").GetInt32();

    static int RequestsOf(Deployment deployment) => Scale(deployment).At("triggers/http/perInstanceConcurrency").GetInt32();

    static JsonElement Scale(Deployment deployment) => deployment.App.At("properties/functionAppConfig/scaleAndConcurrency");
}
