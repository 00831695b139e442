using System.Globalization;

namespace SpeechPipeline.FaultTests;

/// <summary>Where chance comes from: the variable <c>FAULT_SEED</c>, else a fixed number, so that a run can be had again.</summary>
static class Seed
{
    public static int Value { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FAULT_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : 20260501;
}
