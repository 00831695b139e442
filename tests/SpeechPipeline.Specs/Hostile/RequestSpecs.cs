using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Specs.Sources;
using SpeechPipeline.Speech;
using SpeechPipeline.Triggers;

namespace SpeechPipeline.Specs.Hostile;

/// <summary>What a caller may write into a request costs little, and is refused with words.</summary>
public sealed class RequestSpecs
{
    static readonly RequestReader Reader = new(Options.Create(new SpeechOptions()), Options.Create(new OutboundOptions()), Options.Create(new SoundOptions()));

    [Fact]
    public void Of_a_hundred_thousand_problems_fifty_are_told()
    {
        var body = $"{{{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"a{i}\":0"))}}}";
        var problems = Reader.ReadJson(Encoding.UTF8.GetBytes(body)).Problems;

        Assert.InRange(problems.Count, 50, 51);
        Assert.True(problems.Sum(problem => problem.Pointer.Length + problem.Detail.Length) < 100_000);
    }

    [Fact]
    public void A_name_of_a_megabyte_is_not_told_in_full()
    {
        var problems = Reader.ReadJson(Encoding.UTF8.GetBytes($"{{\"input\":\"A.\",\"{new string('a', 1_000_000)}\":0}}")).Problems;

        Assert.True(Assert.Single(problems).Pointer.Length < 1_000);
    }

    [Theory]
    [InlineData("""{"input":"A.","extra_params":{"a":"\ud800"}}""", "#/extra_params")]
    [InlineData("""{"input":"A.","loudness_lufs":"\ud800"}""", "#/loudness_lufs")]
    [InlineData("""{"input":"A.","show":"\ud800"}""", "#/show")]
    [InlineData("""{"input":"A.","speakers":{"a":"\ud800"}}""", "#/speakers/a")]
    [InlineData("""{"input":"A.","metadata":{"a":"\ud800"}}""", "#/metadata/a")]
    [InlineData("""{"input":"A.","date":"\ud800","article":null}""", "#")]
    [InlineData("""{"input":"A.","\ud800":"a"}""", "#")]
    [InlineData("""{"input":"A.","extra_params":{"\ud800":"a"}}""", "#")]
    public void Half_of_a_surrogate_pair_is_refused_wherever_it_stands(string body, string pointer) =>
        Assert.Contains(Reader.ReadJson(Encoding.UTF8.GetBytes(body)).Problems, problem => problem.Pointer.StartsWith(pointer, StringComparison.Ordinal));

    [Theory]
    [InlineData("https", "é.example", "https://xn--9ca.example/api")]
    [InlineData("javascript", "a.example", "http://a.example/api")]
    [InlineData("https", "a.example/evil?", "https://own.example/api")]
    [InlineData("https", "a@b.example", "https://own.example/api")]
    [InlineData("https", "a b", "https://own.example/api")]
    [InlineData("HTTPS", "a.example:8443, b.example", "https://a.example:8443/api")]
    [InlineData("", "", "http://own.example/api")]
    [InlineData("https", "[::1]:8080", "https://[::1]:8080/api")]
    public void What_a_proxy_says_of_the_address_is_taken_where_it_is_one(string scheme, string host, string address)
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host, request.Path) = ("http", new HostString("own.example"), "/api/jobs");
        (request.Headers["X-Forwarded-Proto"], request.Headers["X-Forwarded-Host"]) = (scheme, host);

        Assert.Equal(address, PublicAddress.Of(request, "/jobs", configured: null));
    }

    [Fact]
    public async Task A_body_takes_the_memory_of_what_has_arrived_not_of_what_was_announced()
    {
        var context = new DefaultHttpContext();
        (context.Request.Body, context.Request.ContentLength) = (new MemoryStream([1]), BodyLimits.Function);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var (body, refusal) = await RequestBody.ReadAsync(context.Request, TestContext.Current.CancellationToken);

        Assert.Equal((1, null), (body.Length, refusal));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void All_bodies_together_have_a_bound_and_give_their_room_back()
    {
        var leases = Enumerable.Range(0, 10).Select(_ => new BodyRoom.Lease()).ToList();

        // Two, where another spec holds a body at the same time.
        Assert.InRange(leases.Count(lease => lease.TryGrowTo(2L * BodyLimits.Function)), 2, 3);
        leases.ForEach(lease => lease.Dispose());
        using var again = new BodyRoom.Lease();
        Assert.True(again.TryGrowTo(4L * BodyLimits.Function));
    }

    [Fact]
    public void A_type_that_is_no_batch_is_refused_with_those_that_are()
    {
        var detail = Assert.IsType<Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>(Problems.UnsupportedBatch("image/png")).ProblemDetails.Detail!;
        var named = detail[(detail.IndexOf("allowed are ", StringComparison.Ordinal) + "allowed are ".Length)..].TrimEnd('.').Replace(" and ", ", ", StringComparison.Ordinal).Split(", ");

        Assert.All(named, type => Assert.NotNull(RequestBody.BatchKindOf(new DefaultHttpContext { Request = { ContentType = type } }.Request)));
        Assert.Subset(
            named.ToHashSet(),
            new HashSet<string> { "application/json", "application/x-ndjson", "application/rss+xml", "application/atom+xml", "application/feed+json", "application/xml", "text/x-opml", "text/html" });
    }

    [Theory]
    [InlineData("br", "damaged")]
    [InlineData("gzip", "damaged")]
    [InlineData("deflate", "damaged")]
    [InlineData("zstd", "compressed as 'zstd'")]
    public async Task An_answer_whose_compression_cannot_be_undone_is_no_exception(string encoding, string why)
    {
        await using var site = await WebSite.StartAsync(async context =>
        {
            (context.Response.ContentType, context.Response.Headers.ContentEncoding) = ("text/plain", encoding);
            await context.Response.Body.WriteAsync(Enumerable.Repeat((byte)0xFF, 2_000).ToArray());
        });

        Assert.Contains(why, $"{await SourceFetchSpecs.FetchAsync(site.Address("/a"))}", StringComparison.Ordinal);
    }
}
