namespace SpeechPipeline.FaultTests.Faults;

/// <summary>Where a fault strikes.</summary>
/// <param name="Call">The call of that number, from 1.</param>
/// <param name="Fault">What befalls it.</param>
/// <param name="Counts">Which calls are counted; null: all.</param>
/// <param name="ForEver">Whether it strikes every call from there on.</param>
sealed record FaultPoint(int Call, Fault Fault, Func<Call, bool>? Counts = null, bool ForEver = false)
{
    public override string ToString() => $"{Fault} at call {Call}";
}
