using Microsoft.Azure.Functions.Worker;

namespace SpeechPipeline.LocalHost.Functions;

/// <summary>The trigger's data beside the message itself: for a queue message <c>Id</c> and <c>DequeueCount</c>, both as text, as the
/// Functions host hands them over; for HTTP the route values. Names regardless of case.</summary>
sealed class LocalBindingContext(IEnumerable<KeyValuePair<string, object?>> data) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData { get; } = new Dictionary<string, object?>(data, StringComparer.OrdinalIgnoreCase);
}
