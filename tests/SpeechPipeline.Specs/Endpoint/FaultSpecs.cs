using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.LocalHost.Endpoint.Faults;

namespace SpeechPipeline.Specs.Endpoint;

public sealed class FaultSpecs : EndpointSpecs
{
    readonly WatchedClock _clock = new();

    protected override SpeechEndpointOptions Options => new() { Clock = _clock };

    [Theory]
    [InlineData(429, "dynamic_request_limited")]
    [InlineData(503, "overloaded")]
    [InlineData(500, "internal_error")]
    [InlineData(400, "invalid_request")]
    [InlineData(401, "invalid_api_key")]
    public async Task A_status_comes_with_the_contracts_error(int status, string code)
    {
        Endpoint.Faults.Next(Fault.Status(status));

        using var response = await PostAsync(Request());

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (await ErrorAsync(response)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("retry-after", "2")]
    [InlineData("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")]
    [InlineData("retry-after", "soon")]
    [InlineData("retry-after-ms", "1500")]
    [InlineData("x-ratelimit-reset", "3")]
    public async Task A_status_carries_the_hint_it_is_given(string name, string value)
    {
        Endpoint.Faults.Next(Fault.Status(429, null, (name, value)));

        using var response = await PostAsync(Request());

        Assert.Equal(value, response.Headers.NonValidated[name].ToString());
    }

    [Fact]
    public async Task A_status_may_have_a_body_of_its_own()
    {
        Endpoint.Faults.Next(Fault.Status(502, "<html>Bad gateway</html>"));

        using var response = await PostAsync(Request());

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("<html>Bad gateway</html>", await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task A_fault_for_the_next_calls_ends_with_them()
    {
        Endpoint.Faults.Next(Fault.TooManyRequests("1"), calls: 2).Next(Fault.Status(503));

        Assert.Equal([429, 429, 503, 200], await StatusesAsync(Sentence, Sentence, Sentence, Sentence));
        Assert.Equal(["429", "429", "503", null], Endpoint.Ledger.Calls.Select(call => call.Fault));
    }

    [Fact]
    public async Task A_fault_for_an_input_leaves_others_alone()
    {
        Endpoint.Faults.When(request => request.Input.Contains("lazy"), Fault.Status(500));

        Assert.Equal([200, 500, 500], await StatusesAsync("Hello.", Sentence, Sentence));
        Endpoint.Faults.Clear();
        Assert.Equal([200], await StatusesAsync(Sentence));
    }

    [Fact]
    public async Task A_delayed_answer_waits_for_the_endpoints_clock()
    {
        Endpoint.Faults.Next(Fault.Delay(TimeSpan.FromMinutes(5)));

        var answer = PostAsync(Request());
        await _clock.TimerStarted;
        Assert.False(answer.IsCompleted);
        Assert.Equal((1, 1), (Endpoint.Ledger.AtOnce, Endpoint.Ledger.MostAtOnce));
        _clock.Advance(TimeSpan.FromMinutes(5));

        using var response = await answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_delay_may_end_in_another_fault()
    {
        Endpoint.Faults.Next(Fault.Delay(TimeSpan.FromSeconds(1), then: Fault.Status(503)));

        var answer = PostAsync(Request());
        await _clock.TimerStarted;
        _clock.Advance(TimeSpan.FromSeconds(1));

        using var response = await answer;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_never_comes_ends_when_the_client_goes()
    {
        Endpoint.Faults.Next(Fault.NeverAnswer());
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        var answer = Client.PostAsJsonAsync(Address("audio/speech"), Request(), leaving.Token);
        await Endpoint.Ledger.WaitForAsync(1, Cancelled);
        Assert.False(answer.IsCompleted);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        while (Endpoint.Ledger.AtOnce > 0)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task An_answer_that_never_comes_does_not_keep_the_endpoint_from_stopping()
    {
        await using var other = await SpeechEndpoint.StartAsync(cancellationToken: Cancelled);
        other.Faults.Next(Fault.NeverAnswer());

        var answer = Client.PostAsJsonAsync(new Uri($"{other.BaseAddress}/audio/speech"), Request(), Cancelled);
        await other.Ledger.WaitForAsync(1, Cancelled);
        await other.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
    }

    [Fact]
    public async Task A_reset_connection_is_a_network_failure()
    {
        Endpoint.Faults.Next(Fault.Reset());

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Request()));

        Assert.Null(failure.StatusCode);
    }

    [Fact]
    public async Task A_cut_body_promises_its_whole_length()
    {
        var whole = await SpeakAsync();
        Endpoint.Faults.Next(Fault.CutAfter(1_000));

        using var response = await PostAsync(Request(), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(whole.Length, response.Content.Headers.ContentLength);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        var part = new byte[1_000];
        await body.ReadExactlyAsync(part, Cancelled);

        Assert.Equal(whole[..1_000], part);
        await Assert.ThrowsAnyAsync<IOException>(() => body.ReadExactlyAsync(new byte[1], Cancelled).AsTask());
    }

    [Fact]
    public async Task A_truncated_body_agrees_with_its_length_but_not_with_its_header()
    {
        Endpoint.Faults.Next(Fault.TruncateTo(1_000));

        var body = await SpeakAsync();

        Assert.Equal(1_000, body.Length);
        Assert.True(BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(40)) > 1_000);
    }

    [Fact]
    public async Task A_part_of_the_speech_is_a_flawless_file()
    {
        var whole = await SpeakAsync();
        Endpoint.Faults.Next(Fault.SpeakOnly(0.25));

        var body = await SpeakAsync();

        Assert.Equal((whole.Length - 44) / 4.0, body.Length - 44, 2.0);
        Assert.Equal(body.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(40)));
    }

    [Fact]
    public async Task Silence_lasts_as_long_as_the_speech()
    {
        var whole = await SpeakAsync();
        Endpoint.Faults.Next(Fault.Silence());

        var body = await SpeakAsync();

        Assert.Equal(whole.Length, body.Length);
        Assert.All(body[44..], sample => Assert.Equal(0, sample));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0xFFFF_FFFFu)]
    public async Task A_streamed_header_does_not_know_its_sizes(uint size)
    {
        var whole = await SpeakAsync();
        Endpoint.Faults.Next(Fault.StreamedSizes(size));

        var body = await SpeakAsync();

        Assert.Equal((size, size), (BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(4)), BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(40))));
        Assert.Equal(whole[44..], body[44..]);
    }

    [Theory]
    [InlineData("application/json", "{\"detail\":\"busy\"}")]
    [InlineData("text/html", "<html>Welcome</html>")]
    [InlineData("audio/wav", "")]
    public async Task Other_content_comes_with_status_200(string type, string content)
    {
        Endpoint.Faults.Next(Fault.Content(type, content));

        using var response = await PostAsync(Request());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(content, await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task An_empty_body_calls_itself_audio()
    {
        Endpoint.Faults.Next(Fault.Empty());

        Assert.Empty(await SpeakAsync());
    }

    [Fact]
    public async Task A_drip_gives_the_right_bytes_as_the_clock_goes_on()
    {
        var whole = await SpeakAsync();
        Endpoint.Faults.Next(Fault.Drip(whole.Length / 2, TimeSpan.FromMinutes(1)));

        using var response = await PostAsync(Request(), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        var dripped = new byte[whole.Length];
        await body.ReadExactlyAsync(dripped.AsMemory(0, whole.Length / 2), Cancelled);
        await _clock.TimerStarted;
        var rest = body.ReadExactlyAsync(dripped.AsMemory(whole.Length / 2), Cancelled).AsTask();
        Assert.False(rest.IsCompleted);
        while (!rest.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await rest;
        Assert.Equal(whole, dripped);
    }

    async Task<List<int>> StatusesAsync(params string[] inputs)
    {
        var statuses = new List<int>();
        foreach (var input in inputs)
        {
            using var response = await PostAsync(Request(("input", input)));
            statuses.Add((int)response.StatusCode);
        }

        return statuses;
    }
}
