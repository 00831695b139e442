namespace SpeechPipeline.Speech;

/// <summary>The endpoint's name for a model.</summary>
/// <param name="Name">The name.</param>
/// <param name="StandsIn">Whether it is another model, in place of a default that it does not have.</param>
sealed record EndpointModel(string Name, bool StandsIn);

/// <summary>What calls have taught of the endpoint: its root, the names it has for models and voices, the fields that it refuses.</summary>
/// <param name="Address">Whose traits these are.</param>
/// <param name="LearnedAt">When the first of them was learned; all are forgotten some time after.</param>
/// <param name="Root">The root that has the speech route; null until a call says so.</param>
/// <param name="Models">The endpoint's names for models that it refused by their own.</param>
/// <param name="Voices">The voices, by model and voice, that speak in place of a default that it does not have.</param>
/// <param name="RefusedFields">Fields of the request that it does not take.</param>
sealed record EndpointTraits(
    EndpointAddress Address,
    DateTimeOffset LearnedAt,
    string? Root,
    IReadOnlyDictionary<string, EndpointModel> Models,
    IReadOnlyDictionary<(string Model, string Voice), string> Voices,
    IReadOnlySet<RefusedField> RefusedFields)
{
    /// <summary>A server is updated, a model is loaded: what was true is asked anew.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public static EndpointTraits Unknown(EndpointAddress address, DateTimeOffset now) => new(
        address, now, null, new Dictionary<string, EndpointModel>(StringComparer.Ordinal), new Dictionary<(string, string), string>(), new HashSet<RefusedField>());

    public EndpointTraits WithModel(string asked, string name, bool standsIn = false) =>
        this with { Models = new Dictionary<string, EndpointModel>(Models, StringComparer.Ordinal) { [asked] = new EndpointModel(name, standsIn) } };

    public EndpointTraits WithVoice(string model, string asked, string name) => this with { Voices = new Dictionary<(string, string), string>(Voices) { [(model, asked)] = name } };

    public EndpointTraits WithoutFields(IEnumerable<RefusedField> fields) => this with { RefusedFields = new HashSet<RefusedField>([.. RefusedFields, .. fields]) };

    /// <summary>What is known together with what another call has learned meanwhile; it lives as long as the older of the two.</summary>
    public EndpointTraits With(EndpointTraits other) => this with
    {
        LearnedAt = other.LearnedAt < LearnedAt ? other.LearnedAt : LearnedAt,
        Root = other.Root ?? Root,
        Models = Models.Concat(other.Models).DistinctBy(static pair => pair.Key).ToDictionary(StringComparer.Ordinal),
        Voices = Voices.Concat(other.Voices).DistinctBy(static pair => pair.Key).ToDictionary(),
        RefusedFields = new HashSet<RefusedField>([.. RefusedFields, .. other.RefusedFields]),
    };

    /// <summary>The fields that a request is sent without.</summary>
    public IReadOnlySet<string> Omitted(SpeechRequest request, SpeechOptions options) =>
        new HashSet<string>([.. options.OmitFields, .. RefusedFields.Where(field => field.Concerns(request)).Select(static field => field.Name)], StringComparer.Ordinal);

    /// <summary>The request as this endpoint takes it.</summary>
    public SpeechRequest Adapt(SpeechRequest request, SpeechOptions options) => request with
    {
        Voice = VoiceFor(request) ?? request.Voice,
        Model = ModelFor(request)?.Name ?? (options.Model(request.Model).EndpointName is { Length: > 0 } name ? name : request.Model),
    };

    /// <summary>What the endpoint's own stands in for.</summary>
    public SpeechChoice StandIns(SpeechRequest request) =>
        (ModelFor(request) is { StandsIn: true } ? SpeechChoice.Model : SpeechChoice.None) | (VoiceFor(request) is null ? SpeechChoice.None : SpeechChoice.Voice);

    /// <summary>The endpoint's name for the request's model; null if none is known that the request may have.</summary>
    public EndpointModel? ModelFor(SpeechRequest request) =>
        Models.GetValueOrDefault(request.Model) is { } model && !(model.StandsIn && request.Named.HasFlag(SpeechChoice.Model)) ? model : null;

    /// <summary>The voice that stands in for the request's; null if there is none.</summary>
    public string? VoiceFor(SpeechRequest request) => request.Named.HasFlag(SpeechChoice.Voice) ? null : Voices.GetValueOrDefault((request.Model, request.Voice));
}
