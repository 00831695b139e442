using SpeechPipeline.Speech;
using SpeechPipeline.TestTools.Servers;

namespace SpeechPipeline.Specs.Speech;

/// <summary>The table of docs/servers.md says what is seen of each server's stand-in: settings, voices, models, errors.</summary>
public sealed class ServerTableSpecs
{
    const string Missing = "nobody";

    /// <summary>The rows of both tables, without their heads.</summary>
    static readonly List<string[]> Rows = [.. File.ReadAllLines(Repository.PathOf("docs", "servers.md"))
        .Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Select(static line => line.Trim('|', ' ').Split(" | ")).Where(static row => row[0] != "server")];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. KnownServers.All.Keys];

    [Fact]
    public void Every_server_has_a_row_in_each_table_and_every_row_a_server() => Assert.Equal([.. KnownServers.All.Keys, .. KnownServers.All.Keys], Rows.Select(static row => row[0]));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_row_says_what_is_seen(string name)
    {
        var known = KnownServers.All[name];
        using var server = new SpeechServer(known.Answer);
        var spoken = EndpointClient.For(server.Root + known.Base, KnownServers.Key);
        Assert.IsType<SpeechAnswer.Spoken>(await spoken.SynthesizeAsync(EndpointClient.Hello, Cancellation));
        var last = server.Spoken.Last();
        var without = await EndpointClient.For(server.Root + known.Base).SynthesizeAsync(EndpointClient.Hello, Cancellation);
        var voices = await spoken.VoicesAsync(model: null, Cancellation) is VoicesAnswer.Listed ? $"`{server.Calls.Last().Path}`" : "none";
        string[] seen =
        [
            name,
            Address(name),
            without is SpeechAnswer.Spoken ? "no" : "yes",
            voices,
            $"`{last.Text("model")}`",
            $"`{last.Text("voice")}`",
            name,
            await RefusalAsync(EndpointClient.Hello with { Model = Missing, Named = SpeechChoice.Model }),
            await RefusalAsync(EndpointClient.Hello with { Voice = Missing, Named = SpeechChoice.Voice }),
        ];
        Assert.True(seen.SequenceEqual(Rows.Where(row => row[0] == name).SelectMany(static row => row)), $"Seen is: | {string.Join(" | ", seen)} |");

        async Task<string> RefusalAsync(SpeechRequest request) => await spoken.SynthesizeAsync(request, Cancellation) switch
        {
            SpeechAnswer.Failed failed => failed.Message.Replace("The endpoint answered ", "", StringComparison.Ordinal).Replace(server.Root, "http://HOST", StringComparison.Ordinal).Split(" Name one as ")[0],
            _ => "none",
        };

        // What a person puts in: the stand-in has the same behind its own host.
        string Address(string server)
        {
            var address = Rows.First(row => row[0] == server)[1];
            var path = new Uri(address.Trim('`')).PathAndQuery.Replace("DEPLOYMENT", "speaker", StringComparison.Ordinal).Replace("VERSION", "2025-03-01-preview", StringComparison.Ordinal);
            Assert.Equal(known.Base, path);
            return address;
        }
    }
}
