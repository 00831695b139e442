using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Batches;

/// <summary>What a batch is made of is read, checked and priced.</summary>
public sealed class BatchReadingSpecs : BatchFixture
{
    [Fact]
    public async Task A_wrong_item_is_rejected_by_itself_with_its_line_and_reason()
    {
        var batch = await AcceptAsync("{\"input\":\"One.\"}\nnot json\n\n{\"input\":\"Two.\",\"voice\":\"(\"}\n[]\n");
        batch = await RunAsync(batch);

        var items = await ItemsAsync(batch);
        Assert.Equal([(1, BatchItemStatus.Admitted), (2, BatchItemStatus.Rejected), (4, BatchItemStatus.Rejected), (5, BatchItemStatus.Rejected)],
            items.Select(item => (item.Line!.Value, item.State)));
        Assert.Equal("# is not JSON: line 1, byte 2.", items[1].Reason);
        Assert.StartsWith("#/voice has a part without a name", items[2].Reason, StringComparison.Ordinal);
        Assert.Equal("# is not a JSON object.", items[3].Reason);
    }

    [Fact]
    public async Task Items_of_any_size_and_number_are_read_and_admitted_slice_by_slice()
    {
        var lines = new StringBuilder();
        for (var i = 0; i < 1_005; i++)
        {
            // Three long ones make a slice of their own.
            lines.Append($$"""{"input":"Item {{i}} speaks.","metadata":{"n":"{{i}}"},"extra_params":{"x":"{{(i is > 10 and < 14 ? new string('x', 12 * 1024 * 1024) : "")}}"} }""").Append('\n');
        }

        var batch = await RunAsync(await AcceptAsync(lines.ToString()));
        batch = await RunAsync(batch);

        Assert.Equal((1_005, 1_002, 3), (batch.Items, batch.Pending + batch.Admitted, batch.Rejected));
        Assert.Equal(Enumerable.Range(0, 1_005), (await ItemsAsync(batch)).Select(item => item.Number));
    }

    [Fact]
    public async Task A_batch_that_costs_too_much_is_refused_before_its_first_item_is_a_job()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(3), "max_cost_usd=0.00001"));

        Assert.Equal((BatchStatus.Failed, "max_cost_exceeded"), (batch.State, batch.ErrorCode));
        Assert.True(batch.QuotedUsd > 0.00001);
        Assert.Equal(0, await CountJobsAsync());
    }

    [Fact]
    public async Task A_document_whose_title_is_a_whole_text_is_an_item_like_any_other()
    {
        var title = string.Concat(Enumerable.Repeat("It is long. ", 4_000));
        var batch = await RunAsync(await AcceptAsync(JsonSerializer.Serialize(new { article = new { format = "markdown", content = $"# {title}\n\nIt ends." } })));

        Assert.Equal((1, 0), (batch.Admitted, batch.Rejected));
        Assert.Equal($"{title[..293]}…", Assert.Single(await ItemsAsync(batch)).Title);
    }

    [Fact]
    public async Task A_page_that_cannot_be_had_now_is_waited_for_before_its_item_is_priced_or_rejected()
    {
        var status = 503;
        await using var site = await ServeAsync(_ => Task.FromResult(status));
        var page = site.Address("/page");
        var batch = await AcceptAsync($$"""{"source_url":"{{page}}"}""", "max_cost_usd=5");

        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Reading, 0, 1), (batch.State, batch.ItemsRead, batch.Waits));
        Assert.Empty(await ItemsAsync(batch));
        Assert.Contains("503", batch.StatusReason, StringComparison.Ordinal);
        status = 200;
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Running, 1, 0), (batch.State, batch.Admitted, batch.Rejected));

        // Not for ever: in the end the item is rejected by itself.
        status = 503;
        batch = await AcceptAsync($$"""{"source_url":"{{page}}"}""" + "\n{\"input\":\"Spoken.\"}", "max_cost_usd=5");
        for (var wait = 0; wait < 4; wait++)
        {
            batch = await RunAsync(batch);
            Assert.Equal((BatchStatus.Reading, wait + 1), (batch.State, batch.Waits));
        }

        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Running, 1, 1), (batch.State, batch.Admitted, batch.Rejected));
        Assert.Contains("cannot be fetched now", (await ItemsAsync(batch))[0].Reason, StringComparison.Ordinal);

        // Who asks for a price gets one now, of what is there.
        batch = await RunAsync(await AcceptAsync($$"""{"source_url":"{{page}}"}""", "dry_run=true"));
        Assert.Equal((BatchStatus.Completed, 1), (batch.State, batch.Rejected));
    }

    [Fact]
    public async Task A_dry_run_says_the_price_and_makes_no_job()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(3) + "\nnonsense", "dry_run=true"));

        Assert.Equal((BatchStatus.Completed, 3, 1), (batch.State, batch.Pending, batch.Rejected));
        Assert.Equal(3 * "Item 0 speaks.".Length, batch.Characters);
        Assert.True(batch.QuotedUsd > 0);
        Assert.Equal(0, await CountJobsAsync());
    }

    [Fact]
    public async Task A_batch_in_json_takes_its_defaults_from_wherever_they_stand()
    {
        var batch = await RunAsync(await AcceptAsync("""{"items":[{"input":"A."},{"input":"B.","voice":"am_echo"}],"defaults":{"voice":"am_adam"}}""", "", BatchKind.Json));

        Assert.Equal(["am_adam", "am_echo"], await Task.WhenAll(
            Enumerable.Range(0, 2).Select(async i => (await Fixture.Get<JobStore>().FindAsync(BatchItemJobOf(batch, i), Cancellation))!.Voice)));
    }

    [Theory]
    [InlineData(BatchKind.Json, """{"items":[]}""", "", "#/items has 0 items; 1 to 10000 are allowed.")]
    [InlineData(BatchKind.Json, """{"items":[1],"feed_url":"https://x.example"}""", "", "#/items is given together with feed_url; exactly one of the two is allowed.")]
    [InlineData(BatchKind.Json, "{}", "", "#/items is missing; exactly one of items and feed_url must be given.")]
    [InlineData(BatchKind.Json, """{"items":[1],"defaults":{"input":"x"}}""", "", "#/defaults/input cannot be a default; set it in each item, or for the batch.")]
    [InlineData(BatchKind.Json, """{"items":[1],"defaults":{"voice":"("}}""", "", "#/defaults/voice has a part without a name")]
    [InlineData(BatchKind.Json, """{"items":[1]}""", "voice=x", "?voice is in the query; a batch in JSON must have its fields in the body.")]
    [InlineData(BatchKind.Json, """{"items":[1],"max_cost_usd":-1}""", "", "#/max_cost_usd is the number -1; it must be a number of 0 or more.")]
    [InlineData(BatchKind.Json, """{"items":[1],"webhook":"ftp://x"}""", "", "#/webhook ")]
    [InlineData(BatchKind.Json, """{"items":[1],"webhook":"https://x.example/\ud83d"}""", "", "#/webhook is not valid text")]
    [InlineData(BatchKind.Json, """{"items":[1],"\ud83d":1}""", "", "# has a name that is not valid text")]
    [InlineData(BatchKind.Json, """{"items":[1],"defaults":{"voice":"x","voice":"y"}}""", "", "#/defaults has a name twice, or is nested too deeply.")]
    [InlineData(BatchKind.Ndjson, "{}", "custom_id=x", "?custom_id cannot be a default")]
    [InlineData(BatchKind.Ndjson, "\n\n", "", "# has 0 items; 1 to 10000 are allowed.")]
    [InlineData(BatchKind.Ndjson, "{}", "nonsense=1", "?nonsense is not a known field")]
    [InlineData(BatchKind.Ndjson, "{}", "feed_url=https://x.example", "?feed_url is not a known field")]
    [InlineData(BatchKind.Feed, "<html/>", "", "# is a web page, and names no feed")]
    public async Task What_makes_the_whole_batch_unusable_is_said_at_once(BatchKind kind, string source, string query, string problem)
    {
        var (envelope, problems) = await StoreAsync(BatchId.New(TimeProvider.System), kind, source, query);

        Assert.Null(envelope);
        Assert.StartsWith(problem, string.Join(' ', problems.Select(found => $"{found.Pointer} {found.Detail}")), StringComparison.Ordinal);
        Assert.Empty(Fixture.Storage.Batches.GetBlobs(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task More_items_than_are_allowed_are_refused()
    {
        var lines = new StringBuilder();
        for (var i = 0; i <= BatchIntake.MostItems; i++)
        {
            lines.Append("1\n");
        }

        var (_, problems) = await StoreAsync(BatchId.New(TimeProvider.System), BatchKind.Ndjson, lines.ToString(), "");

        Assert.Equal("has 10001 items; 1 to 10000 are allowed.", Assert.Single(problems).Detail);
    }

    [Fact]
    public async Task An_item_that_is_no_text_is_rejected_by_itself_whatever_the_defaults()
    {
        var batch = await RunAsync(await AcceptAsync(
            """{"input":"One."}""" + "\n" + """{"input":"It is cut \ud83d"}""" + "\n" + """{"input":"Two.","\ud83d":1}""" + "\n" + """{"input":"Three.","metadata":{"\ud83d":"x"}}""",
            "voice=am_adam"));

        Assert.Equal((1, 3), (batch.Admitted, batch.Rejected));
        Assert.Equal(
            [null, "#/input has half of a surrogate pair, which is not valid text.", "# has a name with half of a surrogate pair, which is not valid text.", "# has a name with half of a surrogate pair, which is not valid text."],
            (await ItemsAsync(batch)).Select(item => item.Reason));
    }

    [Fact]
    public async Task What_the_caller_calls_an_item_is_handed_back()
    {
        var batch = await RunAsync(await AcceptAsync("""
            {"custom_id":"row-1","input":"One."}
            {"custom_id":"row-2","input":"Two.","voice":"("}
            {"input":"Three."}
            {"custom_id":7,"input":"Four."}
            """));

        var items = await ItemsAsync(batch);
        Assert.Equal(["row-1", "row-2", null, null], items.Select(item => BatchItemObject.From(batch, item).CustomId));
        Assert.Equal("#/custom_id is the number 7; it must be a string.", items[3].Reason);
        var job = (await Fixture.Get<JobStore>().FindAsync(BatchItemJobOf(batch, 0), Cancellation))!;
        Assert.Contains("row-1", job.Metadata, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_caller_calls_an_item_is_one_label_more_and_no_other_than_the_label_of_that_name()
    {
        var labels = string.Join(',', Enumerable.Range(0, 16).Select(i => $"\"n{i}\":\"x\""));
        var batch = await RunAsync(await AcceptAsync($$$"""
            {"custom_id":"row-1","input":"One.","metadata":{{{{labels}}}}}
            {"custom_id":"row-2","input":"Two.","metadata":{"custom_id":"row-2"}}
            {"custom_id":"row-3","input":"Three.","metadata":{"custom_id":"other"}}
            """));

        Assert.Equal([null, null, "#/custom_id is 'row-3', and metadata.custom_id is another; give one of the two."], (await ItemsAsync(batch)).Select(item => item.Reason));
        var job = (await Fixture.Get<JobStore>().FindAsync(BatchItemJobOf(batch, 0), Cancellation))!;
        Assert.Equal(17, JsonDocument.Parse(job.Metadata!).RootElement.EnumerateObject().Count());
    }

    [Fact]
    public async Task An_item_whose_price_nobody_knows_is_rejected_where_the_cost_has_a_limit()
    {
        const string lines = """
            {"input":"One.","model":"someone/tts-1","voice":"x"}
            {"input":"Two."}
            """;

        var batch = await RunAsync(await AcceptAsync(lines, "max_cost_usd=5"));

        Assert.Equal((1, 1), (batch.Admitted, batch.Rejected));
        Assert.StartsWith("#/model is 'someone/tts-1', which has no price", (await ItemsAsync(batch))[0].Reason, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(await AcceptAsync(lines))).Admitted);
    }

    [Fact]
    public async Task A_limit_is_kept_to_the_last_digit_of_the_quote()
    {
        // As doubles these three prices add up to 0.00018800000000000002.
        const string lines = """
            {"input":"Item 0 speaks."}
            {"input":"Item 1 speaks."}
            {"input":"Item 2 speaks more."}
            """;
        var quoted = await RunAsync(await AcceptAsync(lines, "dry_run=true"));
        Assert.Equal(0.000188, quoted.QuotedUsd);

        Assert.Equal(3, (await RunAsync(await AcceptAsync(lines, "max_cost_usd=0.000188"))).Admitted);
        var refused = await RunAsync(await AcceptAsync(lines, "max_cost_usd=0.00018799"));
        Assert.Equal("The items cost 0.000188 US dollars, which is more than max_cost_usd (0.00018799).", refused.ErrorMessage);
    }

    [Fact]
    public async Task Each_slice_has_waits_of_its_own_and_what_is_priced_is_not_asked_for_again()
    {
        await using var site = await ServeAsync(path => Task.FromResult(path == "/there" ? 200 : 503));
        var lines = Enumerable.Range(0, 101).Select(i => i is 0 or 100 ? $$"""{"source_url":"{{site.Address("/gone")}}"}""" : i == 1 ? $$"""{"source_url":"{{site.Address("/there")}}"}""" : """{"input":"One."}""");
        var batch = await AcceptAsync(string.Join('\n', lines), "max_cost_usd=5");

        for (var wait = 1; wait <= 4; wait++)
        {
            batch = await RunAsync(batch);
            Assert.Equal((BatchStatus.Reading, 0, wait), (batch.State, batch.ItemsRead, batch.Waits));
        }

        // The first slice is through, its one item rejected; the second waits for the first time.
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Reading, 100, 1), (batch.State, batch.ItemsRead, batch.Waits));
        Assert.Equal(6, site.Requests.Count(path => path == "/gone"));
        Assert.Single(site.Requests, "/there");
    }

    [Fact]
    public async Task A_dry_run_does_not_wait_for_its_feed()
    {
        await using var site = await ServeAsync(_ => Task.FromResult(503));

        var batch = await RunAsync(await AcceptAsync($$"""{"feed_url":"{{site.Address("/feed")}}","dry_run":true}""", "", BatchKind.Json));

        Assert.Equal((BatchStatus.Failed, "feed_unavailable"), (batch.State, batch.ErrorCode));
    }

    [Fact]
    public async Task A_model_whose_name_no_setting_can_have_is_named_beside_its_settings()
    {
        await using var fixture = await JobFixture.StartAsync(settings:
        [
            ("Speech:Models:0:Name", "hexgrad/Kokoro-82M"), ("Speech:Models:0:UsdPerMillionCharacters", "7"),
            ("Speech:Models:1:Name", "someone/tts-1"), ("Speech:Models:1:MaxCharacters", "900"),
        ]);
        var speech = fixture.Get<IOptions<SpeechOptions>>().Value;

        Assert.Equal((7, 350), (speech.Model("hexgrad/Kokoro-82M").UsdPerMillionCharacters, speech.Model("hexgrad/Kokoro-82M").MaxCharacters));
        Assert.Equal(((decimal?)null, 900), (speech.Model("someone/tts-1").UsdPerMillionCharacters, speech.Model("someone/tts-1").MaxCharacters));
    }
}
