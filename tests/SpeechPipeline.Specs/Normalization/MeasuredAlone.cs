namespace SpeechPipeline.Specs.Normalization;

/// <summary>Specifications that measure the CPU time of the process, and so have it to themselves.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
