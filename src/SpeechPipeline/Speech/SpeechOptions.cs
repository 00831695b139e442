using System.ComponentModel.DataAnnotations;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Speech;

/// <summary>The speech endpoint and the models behind it: section <c>Speech</c>.</summary>
public sealed class SpeechOptions : IOwnBounds
{
    public const string Section = "Speech";

    /// <summary>
    /// The endpoint's base address, up to and with the version: <c>https://api.example.com/v1</c>. Without the version, or with
    /// <c>/audio/speech</c> at its end, it is understood too; a query goes with every call. Required.
    /// </summary>
    [Required]
    [HttpAddress(MayHaveQuery = true)]
    public Uri? BaseAddress { get; set; }

    /// <summary>Sent as <see cref="KeyHeader"/> says. White space around it is left out. Absent or empty: nothing is sent.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The header that carries the key, such as <c>api-key</c> or <c>xi-api-key</c>. Default: <c>Authorization</c>, where <c>Bearer</c>
    /// goes before the key; for an address of Azure OpenAI <c>api-key</c>. Ignored without a key.
    /// </summary>
    public string? KeyHeader { get; set; }

    /// <summary>
    /// A PEM file of certificate authorities that are trusted for the endpoint's certificate, beside those that the system trusts. Default:
    /// none. Ignored for an address with <c>http://</c>.
    /// </summary>
    public string? CaFile { get; set; }

    /// <summary>
    /// Names the endpoint in the keys of stored speech. Default: its base address. To be set where the address changes and the
    /// voices behind it do not.
    /// </summary>
    public string? Identity { get; set; }

    /// <summary>
    /// The most calls that are ever under way at once, over all jobs and <see cref="Instances"/>; fewer as long as the endpoint
    /// answers 429. Default 16. From 1 to 256.
    /// </summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 16;

    /// <summary>
    /// How many instances share the account: each takes that part of <see cref="Concurrency"/> and of the gentle start, but at
    /// least one call. Default 1. From 1 to 1,000.
    /// </summary>
    [Range(1, 1_000)]
    public int Instances { get; set; } = 1;

    /// <summary>How long one call may take. Default 90 s, so that no call outlives the function's time-out. From 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>
    /// How often a segment is asked for within one invocation before the job waits; calls that were told to come later (429, 503)
    /// do not count. Default 4. From 1 to 10.
    /// </summary>
    [Range(1, 10)]
    public int Attempts { get; set; } = 4;

    /// <summary>The model of a job that names none. Default Kokoro.</summary>
    [Required]
    public string DefaultModel { get; set; } = "hexgrad/Kokoro-82M";

    /// <summary>The voice of a job that names neither model nor voice. Default <c>af_heart</c>.</summary>
    [Required]
    public string DefaultVoice { get; set; } = "af_heart";

    /// <summary>Fields that a stricter endpoint does not take, such as <c>language</c> or <c>sample_rate</c>; left out of every request.</summary>
    public List<string> OmitFields { get; } = [];

    /// <summary>Limits and prices by model name; a model that is not here is used with defaults.</summary>
    public Dictionary<string, SpeechModel> Models { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        // Beyond 510 phonemes text is dropped silently; rushed above 400 tokens, weak below 10-20.
        ["hexgrad/Kokoro-82M"] = new() { MaxCharacters = 350, MinCharacters = 20, UsdPerMillionCharacters = 4, FixedSampleRateHz = 24_000 },
        // About 14 s of speech a call.
        ["canopylabs/orpheus-3b-0.1-ft"] = new() { MaxCharacters = 200, MinCharacters = 20, UsdPerMillionCharacters = 15, FixedSampleRateHz = 24_000, MixesVoices = false },
        ["cartesia/sonic"] = new() { MaxCharacters = 1_000, MinCharacters = 0, UsdPerMillionCharacters = 65, MixesVoices = false },
        ["cartesia/sonic-2"] = new() { MaxCharacters = 1_000, MinCharacters = 0, UsdPerMillionCharacters = 65, MixesVoices = false },
    };

    /// <summary>What stands for the endpoint in the keys of stored speech.</summary>
    public string EffectiveIdentity => Identity ?? EndpointAddress.Of(BaseAddress!).Identity;

    /// <summary>Whether somebody has chosen the default voice: if not, another may take its place where the endpoint does not have it.</summary>
    internal bool IsVoiceChosen { get; set; }

    /// <summary>The same of the default model.</summary>
    internal bool IsModelChosen { get; set; }

    /// <summary>Settings that are allowed but probably a mistake, as sentences that name the setting.</summary>
    internal IEnumerable<string> Notes()
    {
        if (KeyVaultReference.IsUnresolved(ApiKey))
        {
            yield return $"{Section}:{nameof(ApiKey)} is a Key Vault reference that was not resolved: the endpoint will refuse it. Check the secret and the app's access to it.";
        }

        if (!IsVoiceChosen && DefaultModel != new SpeechOptions().DefaultModel)
        {
            yield return $"{Section}:{nameof(DefaultModel)} is '{DefaultModel}', but {Section}:{nameof(DefaultVoice)} is not set: jobs that name neither will use the voice '{DefaultVoice}', which the model may not have. Set a voice of the model.";
        }

        if (!Models.ContainsKey(DefaultModel))
        {
            yield return $"{Section}:{nameof(DefaultModel)} is '{DefaultModel}', which has no entry in {Section}:{nameof(Models)}: its price is unknown, so that jobs and batches with max_cost_usd are refused, and its segments have up to {new SpeechModel().MaxCharacters} characters.";
        }
    }

    /// <inheritdoc/>
    IEnumerable<string> IOwnBounds.Problems()
    {
        // A key from a file often has a line break at its end, which is no part of it; one within it means two lines.
        if (EndpointKey.Clean(ApiKey) is { Length: > 0 } key)
        {
            if (key.Any(c => !char.IsAscii(c) || char.IsControl(c)))
            {
                yield return $"{nameof(ApiKey)} holds a line break or another character that no HTTP header can carry. Set it to the key alone.";
            }
            else if (key[0] is '"' or '\'')
            {
                yield return $"{nameof(ApiKey)} begins with a quotation mark. Set it to the key alone.";
            }
        }

        if (KeyHeader?.Trim() is { Length: > 0 } header && !EndpointKey.IsName(header))
        {
            yield return $"{nameof(KeyHeader)} must be the name of a header, such as api-key, and no more.";
        }

        if (!string.IsNullOrWhiteSpace(CaFile) && EndpointTrust.Problem(CaFile) is { } distrust)
        {
            yield return $"{nameof(CaFile)} {distrust}";
        }

        if (!string.IsNullOrEmpty(DefaultModel) && !string.IsNullOrEmpty(DefaultVoice) && VoiceName.Problem(DefaultVoice, Model(DefaultModel).MixesVoices) is { } problem)
        {
            yield return $"{nameof(DefaultVoice)} {problem}";
        }

        foreach (var (name, model) in Models)
        {
            foreach (var wrong in SettingsValidation.ProblemsOf(model))
            {
                yield return $"{nameof(Models)}:{name}:{wrong}";
            }
        }
    }

    public SpeechModel Model(string name) => Models.GetValueOrDefault(name) ?? new SpeechModel();
}
