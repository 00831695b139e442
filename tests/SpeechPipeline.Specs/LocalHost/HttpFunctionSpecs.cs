using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.LocalHost;
using SpeechPipeline.LocalHost.Configuration;
using SpeechPipeline.LocalHost.Functions;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class HttpFunctionSpecs
{
    static readonly (string, string?)[] Keys = [("Host:FunctionKeys:0", "first"), ("Host:FunctionKeys:1", "second"), ("Host:MasterKey", "master")];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Open", null, HttpStatusCode.OK)]
    [InlineData("Open", "wrong", HttpStatusCode.OK)]
    [InlineData("keyed", null, HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "FIRST", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "first", HttpStatusCode.OK)]
    [InlineData("keyed", "second", HttpStatusCode.OK)]
    [InlineData("keyed", "master", HttpStatusCode.OK)]
    [InlineData("master", null, HttpStatusCode.Unauthorized)]
    [InlineData("master", "first", HttpStatusCode.Unauthorized)]
    [InlineData("master", "master", HttpStatusCode.OK)]
    public async Task A_function_opens_to_the_keys_of_its_level(string route, string? key, HttpStatusCode status)
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)], Keys);
        using var byHeader = new HttpRequestMessage(HttpMethod.Get, $"/api/{route}");
        if (key is not null)
        {
            byHeader.Headers.Add("x-functions-key", key);
        }

        using var answer = await host.Client.SendAsync(byHeader, Cancellation);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status, (await host.GetAsync($"/api/{route}?code={key}", Cancellation)).StatusCode);
        if (status == HttpStatusCode.Unauthorized)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(401, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("status").GetInt32());
        }
    }

    [Fact]
    public async Task Without_keys_every_function_is_open()
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)]);
        Assert.Equal("keyed", await host.GetStringAsync("/api/keyed", Cancellation));
        Assert.Equal("master", await host.GetStringAsync("/api/master", Cancellation));
    }

    [Fact]
    public async Task Without_a_function_key_only_the_master_key_opens_and_without_a_master_key_nothing_opens_Admin()
    {
        await using var masterOnly = await HostFixture.StartAsync([typeof(SampleHttpTriggers)], [("Host:MasterKey", "master")]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await masterOnly.GetAsync("/api/keyed", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await masterOnly.GetAsync("/api/keyed?code=master", Cancellation)).StatusCode);
        await using var keysOnly = await HostFixture.StartAsync([typeof(SampleHttpTriggers)], [("Host:FunctionKeys:0", "first")]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await keysOnly.GetAsync("/api/master?code=first", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("api", "/api/keyed", "/keyed")]
    [InlineData("v2/speech", "/v2/speech/keyed", "/api/keyed")]
    [InlineData("", "/keyed", "/api/keyed")]
    public async Task Routes_stand_below_the_prefix(string prefix, string there, string notThere)
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)], prefix: prefix);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(there, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync(notThere, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Only_the_methods_of_the_trigger_are_answered_and_none_means_all()
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)]);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.PostAsync("/api/Open", null, Cancellation)).StatusCode);
        using var patch = new HttpRequestMessage(HttpMethod.Patch, "/api/any");
        Assert.Equal("PATCH", await (await host.Client.SendAsync(patch, Cancellation)).Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Route_values_bind_by_name_and_type()
    {
        var id = Guid.NewGuid();
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)]);
        Assert.Equal($"GET a b {id} 7 a b", await host.GetStringAsync($"/api/values/a%20b/{id}/7", Cancellation));
        Assert.Equal($"GET x {id} - x", await host.GetStringAsync($"/api/values/x/{id}", Cancellation));
        var wrong = await host.GetAsync("/api/values/x/no-guid", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("'id'", (await wrong.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Each_invocation_has_a_scope_of_its_own_that_ends_with_it()
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)]);
        var first = await host.GetStringAsync("/api/scoped", Cancellation);
        var second = await host.GetStringAsync("/api/scoped", Cancellation);
        Assert.NotEqual(first, second);
        await Eventually.IsTrueAsync(() => host.Notes.Lines.Contains($"scope ended {first}"), "the scope has ended", Cancellation);
    }

    [Fact]
    public async Task A_function_may_write_its_answer_itself()
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)]);
        Assert.Equal("written", await host.GetStringAsync("/api/writes", Cancellation));
    }

    [Fact]
    public async Task A_function_that_fails_is_answered_without_its_inside_and_logged_by_name()
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)]);
        var answer = await host.GetAsync("/api/fails", Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("secret", body);
        Assert.DoesNotContain("   at ", body);
        Assert.Contains(host.Log, line => line.StartsWith("Error: Fails:") && line.EndsWith("The inner secret."));
    }

    [Fact]
    public async Task Half_an_answer_is_cut_off_rather_than_ended()
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)]);
        await Assert.ThrowsAsync<HttpRequestException>(() => host.GetStringAsync("/api/fails-late", Cancellation));
    }

    [Fact]
    public async Task Bodies_up_to_100_MB_are_taken_and_larger_ones_refused()
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)]);
        using var most = new ByteArrayContent(new byte[100 * 1024 * 1024]);
        Assert.Equal("104857600", await (await host.PostAsync("/api/length", most, Cancellation)).Content.ReadAsStringAsync(Cancellation));
        using var more = new ByteArrayContent(new byte[(100 * 1024 * 1024) + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/length") { Content = more };
        request.Headers.ExpectContinue = true; // So that the refusal is read before the body is sent.
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.Client.SendAsync(request, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_function_is_cancelled_when_its_caller_goes()
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)]);
        using var caller = new CancellationTokenSource();
        var call = host.GetAsync("/api/waits", caller.Token);
        await Eventually.IsTrueAsync(() => host.Notes.Lines.Contains("waiting"), "it waits", Cancellation);
        await caller.CancelAsync();
        await Eventually.IsTrueAsync(() => host.Notes.Lines.Contains("cancelled"), "it is cancelled", Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_function_is_cancelled_when_its_time_is_over()
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)], functionTimeout: TimeSpan.FromMilliseconds(100));
        Assert.Equal("cancelled", await host.GetStringAsync("/api/waits", Cancellation));
    }

    [Fact]
    public async Task A_function_is_cancelled_when_the_host_stops_and_its_answer_still_arrives()
    {
        await using var host = await HostFixture.StartAsync([typeof(SampleHttpTriggers)], [("Host:DrainGrace", "00:00:00.1")]);
        var call = host.GetStringAsync("/api/waits", Cancellation);
        await Eventually.IsTrueAsync(() => host.Notes.Lines.Contains("waiting"), "it waits", Cancellation);
        await host.StopAsync();
        Assert.Equal("cancelled", await call);
    }

    [Fact]
    public void Two_functions_at_one_route_are_refused() =>
        Assert.Contains("'/Same/{id}'", Assert.Throws<InvalidFunctionException>(() =>
            WebApplication.CreateEmptyBuilder(new()).AddLocalFunctions(FunctionCatalog.Of(typeof(SameRoute)), HostJson.Read(HostJson.DefaultPath))).Message);

    [Theory]
    [InlineData(null, "http://127.0.0.1:7071")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    public void The_server_is_bound_to_loopback_unless_told_otherwise(string? urls, string bound)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration["urls"] = urls;
        builder.AddLocalFunctions(FunctionCatalog.Of(), HostJson.Read(HostJson.DefaultPath));
        Assert.Equal(bound, builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey));
    }

    [SuppressMessage("Performance", "CA1822", Justification = "Triggers are instance methods: their class is what the host makes.")]
    public sealed class SameRoute
    {
        [Function("A")]
        public IResult A([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "same/{id}")] HttpRequest request) => Results.Ok();

        [Function("B")]
        public IResult B([HttpTrigger(AuthorizationLevel.Anonymous, "POST", Route = "Same/{id}")] HttpRequest request) => Results.Ok();
    }
}
