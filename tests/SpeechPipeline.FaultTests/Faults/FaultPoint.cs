namespace SpeechPipeline.FaultTests.Faults;

/// <summary>Where a fault strikes.</summary>
/// <param name="Call">The call of that number, from 1.</param>
/// <param name="Fault">What befalls it.</param>
/// <param name="Counts">Which calls are counted; null: all.</param>
sealed record FaultPoint(int Call, Fault Fault, Func<Call, bool>? Counts = null)
{
    public override string ToString() => $"{Fault} at call {Call}";
}
