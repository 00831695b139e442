using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SpeechPipeline.Audio;
using SpeechPipeline.Outbound;

namespace SpeechPipeline.Speech;

/// <summary>
/// Calls the speech endpoint, with <c>stream=false</c>, and tells its answers apart. No retries but one kind: what the endpoint refuses by name
/// (a field, its model's name, a default voice) is asked for again in its own terms, and those are remembered.
/// </summary>
public sealed partial class SpeechClient
{
    /// <summary>The most bytes for one second of speech: 16-bit stereo at 48 kHz, or 32-bit at the 24 kHz that most models use.</summary>
    const int MaxBytesPerSecond = 192_000;

    const int MaxListBytes = 8 * 1024 * 1024;

    /// <summary>Four fields, a model and a voice may be refused one after the other.</summary>
    const int MostTerms = 6;

    /// <summary>A list is no synthesis: whoever asks for it waits for the answer.</summary>
    static readonly TimeSpan ListPatience = TimeSpan.FromSeconds(20);

    static readonly TimeSpan Lately = TimeSpan.FromMinutes(5);

    readonly SpeechOptions _options;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly EndpointCalls _calls;
    readonly EndpointKnowledge _knowledge;
    readonly EndpointTerms _terms;

    public SpeechClient(HttpClient http, IOptions<SpeechOptions> options, TimeProvider time, ILogger<SpeechClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time, _logger) = (options.Value, time, logger ?? NullLogger<SpeechClient>.Instance);
        (_calls, _knowledge) = (new EndpointCalls(http, _options, time), new EndpointKnowledge(time));
        _terms = new EndpointTerms(_options, ModelsAsync, VoicesAsync);
    }

    /// <summary>Whether the endpoint has answered with speech in the last minutes.</summary>
    public bool HasSpokenLately => _time.GetUtcNow() - _knowledge.SpokeAt(_calls.Address) < Lately;

    /// <exception cref="OperationCanceledException">The caller gave up; a time-out of the call is an answer instead.</exception>
    public Task<SpeechAnswer> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return WithinAsync(_options.CallTimeout, token => AskAsync(request, token, cancellationToken), static failed => failed, cancellationToken);
    }

    /// <summary>The endpoint's own list of voices, in the contract's shape.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; a time-out of the call is an answer instead.</exception>
    public Task<VoicesAnswer> VoicesAsync(string? model, CancellationToken cancellationToken) => WithinAsync<VoicesAnswer>(
        ListPatience, token => ListVoicesAsync(model, token), static failed => new VoicesAnswer.Failed(failed.Kind, failed.Message, IsAnswer: false), cancellationToken);

    async Task<T> WithinAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> call, Func<SpeechAnswer.Failed, T> failed, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await call(both.Token);
        }
        catch (Exception e) when (Sorted(e) is not null)
        {
            return failed(Sorted(e)!);
        }

        SpeechAnswer.Failed? Sorted(Exception exception) =>
            exception is OperationCanceledException && cancellationToken.IsCancellationRequested ? null : SpeechFailures.Of(exception, _options.BaseAddress!, patience);
    }

    async Task<SpeechAnswer> AskAsync(SpeechRequest request, CancellationToken cancellationToken, CancellationToken callers)
    {
        var traits = _knowledge.Of(_calls.Address);
        for (var refused = 0; ; refused++)
        {
            var called = await CallAsync(traits, request, cancellationToken);
            if (called.Answer is not SpeechAnswer.Failed failed)
            {
                _knowledge.Learn(traits with { Root = called.Root });
                return called.Answer is SpeechAnswer.Spoken spoken ? spoken with { StandIns = traits.StandIns(request) } : called.Answer;
            }

            var (terms, advice) = refused < MostTerms ? await TermsAsync(request, traits, called, cancellationToken, callers) : (null, null);
            if (terms is null)
            {
                return advice is null ? failed : failed with { Message = $"{failed.Message} {advice}" };
            }

            var adapted = terms.Adapt(request, _options);
            Log.Adapted(_logger, called.Status, adapted.Model, adapted.Voice, string.Join(", ", terms.Omitted(request, _options)));
            traits = terms;
        }
    }

    async Task<(EndpointTraits? Terms, string? Advice)> TermsAsync(
        SpeechRequest request, EndpointTraits traits, Called called, CancellationToken cancellationToken, CancellationToken callers)
    {
        try
        {
            return await _terms.AfterAsync(request, traits, called.Status, called.Reason, cancellationToken);
        }
        catch (OperationCanceledException) when (!callers.IsCancellationRequested)
        {
            // The time of the call is over. What it was answered stays its answer.
            return (null, null);
        }
    }

    /// <summary>Asks at the root that is known; while none is, a root without the route is followed by the next.</summary>
    async Task<Called> CallAsync(EndpointTraits traits, SpeechRequest request, CancellationToken cancellationToken)
    {
        Called? first = null;
        foreach (var root in traits.Root is { } known ? [known] : traits.Address.Roots)
        {
            var called = await CallAsync(root, traits, request, cancellationToken);
            if (!IsMissing(called))
            {
                return called;
            }

            first ??= called;
        }

        return first!;
    }

    async Task<Called> CallAsync(string root, EndpointTraits traits, SpeechRequest request, CancellationToken cancellationToken)
    {
        var body = SpeechRequestBody.Write(traits.Adapt(request, _options), traits.Omitted(request, _options));
        using var response = await _calls.SendAsync(traits.Address.Route(root, "audio/speech"), body, cancellationToken);
        var status = (int)response.StatusCode;
        if (status is >= 200 and < 300)
        {
            return new Called(await SpokenAsync(request, response, cancellationToken), root, status, ErrorReason.None);
        }

        var (failed, reason) = await FailedAsync(response, request.Input, cancellationToken);
        return new Called(failed, root, status, reason);
    }

    /// <summary>Reads and decodes no more than the text could take: an endpoint that runs away is not to take the process with it.</summary>
    /// <param name="request">As it was wanted: what is known of its model is known by that name.</param>
    /// <param name="response">To the request as it was sent.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    async Task<SpeechAnswer> SpokenAsync(SpeechRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var mostSeconds = SpeechPlausibility.MostSeconds(request.Input, request.Tempo);
        var mostBytes = (long)mostSeconds * MaxBytesPerSecond;
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        byte[] body = [];
        try
        {
            await response.Content.LoadIntoBufferAsync(mostBytes, cancellationToken);
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new SpeechAnswer.Spoken(AnswerSound.Read(body, response, _options.Model(request.Model).FixedSampleRateHz, mostSeconds));
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return Bad($"with more than {mostBytes} bytes: too long for a text of {request.Input.Length} characters.");
        }
        catch (InvalidAudioException e)
        {
            return AnswerSound.IsText(body, response) && _calls.Reason(body, request.Input).Text is { } words ? Bad($"not with sound. It says: {words}") : Bad($"not with usable sound: {e.Message}");
        }

        SpeechAnswer.Failed Bad(string what) => new(SpeechFailureKind.BadAudio, $"The endpoint answered {status}, but {what}", WasTaken: true);
    }

    async Task<VoicesAnswer> ListVoicesAsync(string? model, CancellationToken cancellationToken)
    {
        var traits = _knowledge.Of(_calls.Address);
        var failures = new List<VoicesAnswer.Failed>();
        foreach (var root in traits.Root is { } known ? [known] : traits.Address.Roots)
        {
            foreach (var route in (string[])["voices", "audio/voices"])
            {
                var answer = await ListVoicesAsync(traits.Address.Route(root, route, model is null ? null : $"model={Uri.EscapeDataString(model)}"), model, cancellationToken);
                // Where the route is, its answer counts; where it is not, the next one may be.
                if (answer is not VoicesAnswer.Failed failed || failed.Kind is SpeechFailureKind.KeyRefused or SpeechFailureKind.Throttled or SpeechFailureKind.Full)
                {
                    return answer;
                }

                failures.Add(failed);
            }
        }

        return failures[0];
    }

    async Task<VoicesAnswer> ListVoicesAsync(Uri address, string? model, CancellationToken cancellationToken)
    {
        using var response = await _calls.SendAsync(address, body: null, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var (failed, _) = await FailedAsync(response, input: null, cancellationToken);
            return new VoicesAnswer.Failed(failed.Kind, failed.Message, IsAnswer: true);
        }

        var (json, problem) = await JsonAsync(response, cancellationToken);
        return json is { } list && VoiceList.Read(list, model ?? _options.DefaultModel) is { } voices
            ? new VoicesAnswer.Listed(voices)
            // A page for every address stands for a route that is not there.
            : new VoicesAnswer.Failed(SpeechFailureKind.Rejected, $"The endpoint answered {(int)response.StatusCode}, but {problem ?? "with no list of voices."}", IsAnswer: true);
    }

    /// <summary>The endpoint's list of models; empty where it has none, or none comes.</summary>
    Task<IReadOnlyList<ListedModel>> ModelsAsync(CancellationToken cancellationToken) => _knowledge.ModelsAsync(
        _calls.Address, () => WithinAsync(ListPatience, ListModelsAsync, static _ => [], cancellationToken));

    async Task<IReadOnlyList<ListedModel>> ListModelsAsync(CancellationToken cancellationToken)
    {
        var traits = _knowledge.Of(_calls.Address);
        foreach (var root in traits.Root is { } known ? [known] : traits.Address.Roots)
        {
            using var response = await _calls.SendAsync(traits.Address.Route(root, "models"), body: null, cancellationToken);
            if (response.IsSuccessStatusCode && (await JsonAsync(response, cancellationToken)).Json is { } json && ListedModel.Read(json) is { Count: > 0 } models)
            {
                return models;
            }

            // A list that fails is not one that is missing: what is behind the next root may be somebody else's.
            if (!response.IsSuccessStatusCode && SpeechFailures.KindOf((int)response.StatusCode) != SpeechFailureKind.Rejected)
            {
                break;
            }
        }

        return [];
    }

    static async Task<(JsonElement? Json, string? Problem)> JsonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxListBytes, cancellationToken);
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return (json.RootElement.Clone(), null);
        }
        catch (JsonException)
        {
            return (null, "not with JSON.");
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return (null, $"with more than {MaxListBytes} bytes.");
        }
    }

    async Task<(SpeechAnswer.Failed Failed, ErrorReason Reason)> FailedAsync(HttpResponseMessage response, string? input, CancellationToken cancellationToken)
    {
        var hint = RetryHint.Read(response.Headers, _time.GetUtcNow());
        var reason = await _calls.ReasonAsync(response, input, cancellationToken);
        var message = SpeechFailures.Describe(response, response.RequestMessage?.RequestUri ?? _options.BaseAddress!, reason);
        return (new SpeechAnswer.Failed(SpeechFailures.KindOf((int)response.StatusCode), message, hint), reason);
    }

    /// <summary>A route that is not there says nothing of what was asked for.</summary>
    static bool IsMissing(Called called) =>
        called.Status is 404 or 405 && !called.Reason.Mentions("model") && !called.Reason.Mentions("voice") && !called.Reason.Mentions("deployment");

    sealed record Called(SpeechAnswer Answer, string Root, int Status, ErrorReason Reason);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The endpoint answered {Status}; it is asked again for model '{Model}' and voice '{Voice}', without these fields: {Fields}")]
        public static partial void Adapted(ILogger logger, int status, string model, string voice, string fields);
    }
}
