namespace SpeechPipeline.Speech;

/// <summary>
/// Finds the endpoint's own terms for a request that it refused: without a field that it does not take, by its name for the model, with a voice
/// of its own in place of a default that nobody has chosen.
/// </summary>
sealed class EndpointTerms(
    SpeechOptions options, Func<CancellationToken, Task<IReadOnlyList<ListedModel>>> models, Func<string?, CancellationToken, Task<VoicesAnswer>> voices)
{
    /// <summary>Every OpenAI model that speaks has this voice, and servers that stand in for them name theirs so.</summary>
    const string UsualVoice = "alloy";

    /// <summary>Terms that may work; or what a person can do, in words; or neither.</summary>
    /// <param name="request">As it is wanted.</param>
    /// <param name="traits">With what it was asked.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="reason">Its words.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task<(EndpointTraits? Terms, string? Advice)> AfterAsync(
        SpeechRequest request, EndpointTraits traits, int status, ErrorReason reason, CancellationToken cancellationToken)
    {
        if (status is not (400 or 404 or 405 or 406 or 415 or 422 or 500))
        {
            return (null, null);
        }

        if (status < 500 && RefusedFields.In(reason, request, traits.Omitted(request, options)) is { Count: > 0 } fields)
        {
            return (traits.WithoutFields(fields), null);
        }

        var asked = traits.Adapt(request, options);
        var isVoice = reason.Fields.Contains("voice") || (!reason.Fields.Contains("model") && (reason.Mentions(asked.Voice) || reason.Mentions("voice") || reason.Mentions("voices") || reason.Mentions("speaker")));
        // LocalAI answers 500 for a model that it cannot load, and names it; any other fault of a server may be gone the next time.
        var isModel = status >= 500 ? reason.Mentions(asked.Model)
            : reason.Fields.Contains("model") || (!reason.Fields.Contains("voice") && (reason.Mentions(asked.Model) || reason.Mentions("model")));
        if (isModel && traits.ModelFor(request) is null && await ModelAsync(request, asked, traits, cancellationToken) is { } found)
        {
            return found;
        }

        return isVoice && status < 500 && traits.VoiceFor(request) is null ? await VoiceAsync(request, asked, traits, reason, cancellationToken) : (null, null);
    }

    /// <returns>Null where the model is not at fault, or nothing is known of the endpoint's.</returns>
    async Task<(EndpointTraits? Terms, string? Advice)?> ModelAsync(SpeechRequest request, SpeechRequest asked, EndpointTraits traits, CancellationToken cancellationToken)
    {
        var listed = await models(cancellationToken);
        if (listed.Count == 0 || listed.Any(model => model.Name == asked.Model))
        {
            return null;
        }

        if (ModelMatch.Of(request.Model, listed, MayStandIn) is { } name)
        {
            return (traits.WithModel(request.Model, name), null);
        }

        var isFree = !options.IsModelChosen && !request.Named.HasFlag(SpeechChoice.Model) && request.Model == options.DefaultModel;
        return isFree && ModelMatch.Any(listed, MayStandIn) is { } other
            ? (traits.WithModel(request.Model, other, standsIn: true), null)
            : (null, $"It has these models: {ListedNames.Of([.. listed.Select(static model => model.Name)])}. Name one as model, or set {SpeechOptions.Section}:{nameof(SpeechOptions.DefaultModel)}, or {nameof(SpeechModel.EndpointName)} of '{request.Model}' in {SpeechOptions.Section}:{nameof(SpeechOptions.Models)}.");

        // The job is priced as its own model: another, of which a higher price is known, must not cost more than its limit.
        bool MayStandIn(string other) => PricesOf(other).All(price => price is null || price <= options.Model(request.Model).UsdPerMillionCharacters);
    }

    /// <summary>The prices that are set for a model of the endpoint, by its name or under another one.</summary>
    IEnumerable<decimal?> PricesOf(string name) => options.Models
        .Where(model => name.Equals(model.Key, StringComparison.OrdinalIgnoreCase) || name.Equals(model.Value.EndpointName, StringComparison.Ordinal))
        .Select(static model => model.Value.UsdPerMillionCharacters);

    async Task<(EndpointTraits? Terms, string? Advice)> VoiceAsync(
        SpeechRequest request, SpeechRequest asked, EndpointTraits traits, ErrorReason reason, CancellationToken cancellationToken)
    {
        var answer = await voices(null, cancellationToken);
        var ids = answer is VoicesAnswer.Listed list ? VoiceList.IdsOf(list.Voices) : [];
        // An endpoint may have no list at all; a list that only does not come now may hold the voice.
        if (ids.Contains(asked.Voice) || (answer is VoicesAnswer.Failed { Kind: not SpeechFailureKind.Rejected } && !reason.Mentions(UsualVoice)))
        {
            return (null, null);
        }

        if (!options.IsVoiceChosen && !request.Named.HasFlag(SpeechChoice.Voice) && request.Voice == options.DefaultVoice)
        {
            var isUsual = reason.Mentions(UsualVoice) || ids.Contains(UsualVoice) || ids.Count == 0;
            return (traits.WithVoice(request.Model, request.Voice, isUsual ? UsualVoice : ids[0]), null);
        }

        return ids.Count == 0 ? (null, null)
            : (null, $"It has these voices: {ListedNames.Of(ids)}. Name one as voice, or set {SpeechOptions.Section}:{nameof(SpeechOptions.DefaultVoice)}.");
    }
}
