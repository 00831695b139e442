using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SpeechPipeline.Specs.Endpoint;

public sealed class VoicesSpecs : EndpointSpecs
{
    [Fact]
    public async Task All_models_are_listed_with_their_voices()
    {
        var models = await ListAsync("voices");

        Assert.Equal(["cartesia/sonic", Sonic, Kokoro, Orpheus, "tts-1"], models.Keys);
        Assert.Equal(54, models[Kokoro].Distinct().Count());
        Assert.Equal(["dan", "jess", "leah", "leo", "mia", "tara", "zac", "zoe"], models[Orpheus].Order());
        Assert.Superset(new HashSet<string> { "friendly sidekick", "laidback woman" }, models[Sonic].ToHashSet());
    }

    [Fact]
    public async Task One_model_can_be_asked_for()
    {
        var models = await ListAsync($"voices?model={Uri.EscapeDataString(Orpheus)}");

        Assert.Equal([Orpheus], models.Keys);
    }

    [Fact]
    public async Task An_unknown_model_has_no_list()
    {
        using var response = await Client.GetAsync(Address("voices?model=acme"), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("model", (await ErrorAsync(response)).GetProperty("param").GetString());
    }

    [Fact]
    public async Task Every_listed_voice_can_be_asked_for()
    {
        var voices = (await ListAsync("voices")).SelectMany(model => model.Value.Select(voice => (Model: model.Key, Voice: voice))).ToList();

        Assert.All(voices, pair => Assert.True(
            SpeechPipeline.LocalHost.Endpoint.Models.SpeechModels.All.Single(model => model.Id == pair.Model).TryFindVoice(pair.Voice, out _), pair.ToString()));
    }

    async Task<Dictionary<string, List<string>>> ListAsync(string path)
    {
        var answer = await Client.GetFromJsonAsync<JsonElement>(Address(path), Cancelled);
        return answer.GetProperty("data").EnumerateArray().ToDictionary(
            model => model.GetProperty("model").GetString()!,
            model => model.GetProperty("voices").EnumerateArray().Select(voice =>
            {
                Assert.NotEmpty(voice.GetProperty("name").GetString()!);
                return voice.GetProperty("id").GetString()!;
            }).ToList());
    }
}
