using System.Reflection;
using SpeechPipeline.LocalHost;

namespace SpeechPipeline.Specs.Architecture;

/// <summary>Who knows whom.</summary>
public sealed class LayeringSpecs
{
    [Fact]
    public void The_core_knows_neither_Functions_nor_AspNetCore()
    {
        var references = typeof(PipelineServices).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToList();
        Assert.Contains("Azure.Storage.Blobs", references);
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(references, name => name.Contains("Functions", StringComparison.Ordinal));
    }

    [Fact]
    public void No_test_double_lives_in_the_product()
    {
        var types = Assembly.GetAssembly(typeof(LocalPipeline))!.GetTypes().Concat(typeof(PipelineServices).Assembly.GetTypes());
        Assert.DoesNotContain(types, type => type.Name.StartsWith("Fake", StringComparison.Ordinal) || type.Name.StartsWith("Mock", StringComparison.Ordinal));
    }
}
