using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Articles;
using SpeechPipeline.Outbound;
using SpeechPipeline.Sources;

namespace SpeechPipeline.Specs.Sources;

public sealed class SourceFetchSpecs
{
    [Theory]
    [InlineData("text/html; charset=iso-8859-1", "/a", "html", "text/html; charset=iso-8859-1")]
    [InlineData("application/xhtml+xml", "/a", "html", "application/xhtml+xml")]
    [InlineData("text/plain", "/a", "text", "text/plain")]
    [InlineData("text/plain", "/a.md", "markdown", "text/plain")]
    [InlineData("text/markdown", "/a", "markdown", "text/markdown")]
    [InlineData("application/epub+zip", "/a", "epub", "application/epub+zip")]
    [InlineData("application/octet-stream", "/a.epub", "epub", "application/octet-stream")]
    public async Task The_content_type_decides_how_a_source_is_read(string contentType, string path, string format, string kept)
    {
        await using var site = await WebSite.StartAsync(contentType, "Text.");

        var found = Assert.IsType<SourceOutcome.Found>(await FetchAsync(site.Address(path))).Source;

        Assert.Equal((ArticleFormats.Find(format), kept, site.Address(path), "Text."), (found.Format, found.ContentType, found.Address!.ToString(), found.Content.ToString()));
    }

    [Theory]
    [InlineData("application/pdf")]
    [InlineData("image/png")]
    [InlineData("application/octet-stream")]
    public async Task Another_content_type_is_refused_by_its_name(string contentType)
    {
        await using var site = await WebSite.StartAsync(contentType, "x");

        var refused = Assert.IsType<SourceOutcome.Refused>(await FetchAsync(site.Address("/a")));

        Assert.Equal(SourceFetch.Unsupported, refused.Code);
        Assert.Contains(contentType, refused.Message);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task An_answer_that_will_not_change_is_final(int status)
    {
        await using var site = await WebSite.StartAsync(context => Status(context, status));

        var refused = Assert.IsType<SourceOutcome.Refused>(await FetchAsync(site.Address("/a")));

        Assert.Equal((SourceFetch.Unavailable, $"The source cannot be fetched: its server answered {status}."), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("//[")]
    [InlineData("http://")]
    [InlineData("//a:99999/")]
    [InlineData("mailto:nobody@example.com")]
    [InlineData("javascript:alert(1)")]
    public async Task A_redirect_to_what_cannot_be_fetched_is_final(string location)
    {
        await using var site = await WebSite.StartAsync(context =>
        {
            context.Response.Headers.Location = location;
            return Status(context, 302);
        });

        Assert.IsType<SourceOutcome.Refused>(await FetchAsync(site.Address("/a")));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_answer_that_may_change_is_waited_for_as_long_as_the_site_says(int status)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var site = await WebSite.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = "120";
            return Status(context, status);
        });

        var wait = Assert.IsType<SourceOutcome.Wait>(await FetchAsync(site.Address("/a"), clock: clock));

        Assert.Equal((clock.GetUtcNow().AddSeconds(120), true), (wait.Until!.Value, wait.Reason.Contains($"{status}")));
    }

    [Fact]
    public async Task A_site_that_is_down_is_waited_for()
    {
        var site = await WebSite.StartAsync("text/html", "x");
        var address = site.Address("/a");
        await site.DisposeAsync();

        Assert.Contains("cannot be reached", Assert.IsType<SourceOutcome.Wait>(await FetchAsync(address)).Reason);
    }

    [Fact]
    public async Task A_site_that_does_not_answer_is_waited_for_after_half_a_minute()
    {
        var clock = new FakeTimeProvider();
        await using var site = await WebSite.StartAsync(async context =>
        {
            clock.Advance(SourceFetch.Timeout);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        Assert.Contains("within 30 s", Assert.IsType<SourceOutcome.Wait>(await FetchAsync(site.Address("/a"), clock: clock)).Reason);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Five_redirects_are_followed(int redirects, bool found)
    {
        await using var site = await WebSite.StartAsync(context =>
        {
            var left = int.Parse(context.Request.Path.Value![1..]);
            if (left > 0)
            {
                context.Response.Redirect($"/{left - 1}");
                return Task.CompletedTask;
            }

            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("Text.");
        });

        var outcome = await FetchAsync(site.Address($"/{redirects}"));

        Assert.Equal(found, outcome is SourceOutcome.Found { Source.Address.AbsolutePath: "/0" });
        Assert.Equal(found, outcome is not SourceOutcome.Refused);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://localhost:1/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/")]
    [InlineData("http://user:secret@example.com/")]
    public async Task A_redirect_to_where_nothing_may_be_fetched_is_not_followed(string target)
    {
        await using var site = await WebSite.StartAsync(context =>
        {
            context.Response.Redirect(target);
            return Task.CompletedTask;
        });

        Assert.Equal(SourceFetch.Forbidden, Assert.IsType<SourceOutcome.Refused>(await FetchAsync(site.Address("/a"), allowed: "127.0.0.1")).Code);
        Assert.Single(site.Requests);
    }

    [Fact]
    public async Task A_private_address_is_not_even_connected_to()
    {
        await using var site = await WebSite.StartAsync("text/html", "x");

        Assert.Equal(SourceFetch.Forbidden, Assert.IsType<SourceOutcome.Refused>(await FetchAsync(site.Address("/a"), allowed: null)).Code);
        Assert.Empty(site.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_larger_than_20_MiB_is_refused_also_when_it_is_packed(bool isPacked)
    {
        await using var site = await WebSite.StartAsync(async context =>
        {
            context.Response.ContentType = "text/html";
            if (isPacked)
            {
                context.Response.Headers.ContentEncoding = "gzip";
            }

            await using var to = isPacked ? new GZipStream(context.Response.Body, CompressionLevel.Fastest) : context.Response.Body;
            var chunk = new byte[1024 * 1024];
            try
            {
                for (var i = 0; i < 21; i++)
                {
                    await to.WriteAsync(chunk, context.RequestAborted);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The pipeline has seen enough.
            }
        });

        Assert.Equal(SourceFetch.TooLarge, Assert.IsType<SourceOutcome.Refused>(await FetchAsync(site.Address("/a"))).Code);
    }

    static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    internal static async Task<SourceOutcome> FetchAsync(string address, string? allowed = "*", TimeProvider? clock = null)
    {
        var options = new OutboundOptions();
        if (allowed is not null)
        {
            options.AllowedPrivateHosts.Add(allowed);
        }

        var services = new ServiceCollection();
        services.AddHttpClient(nameof(SourceFetch)).ConfigurePrimaryHttpMessageHandler(() => new GuardedConnection(options).CreateHandler(DecompressionMethods.All));
        await using var provider = services.BuildServiceProvider();
        var fetch = new SourceFetch(provider.GetRequiredService<IHttpClientFactory>(), Options.Create(options), clock ?? TimeProvider.System);
        return await fetch.FetchAsync(address, TestContext.Current.CancellationToken);
    }
}
