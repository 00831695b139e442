using System.Net;
using Azure;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Shows;

/// <summary>Many changes, one message, which is not seen before the last change that it answers for.</summary>
public sealed class DebounceSpecs(AzuriteFixture azurite)
{
    static readonly TimeSpan While = TimeSpan.FromSeconds(5);

    readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    readonly string _queue = AzuriteFixture.NewName();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_changes_in_a_while_send_one_message_that_is_hidden_until_the_while_is_over()
    {
        using var line = new Line();
        var (debounce, storage) = await StartAsync(line);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(debounce)));
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        await AskAsync(debounce);
        Assert.Equal(1, await CountAsync(storage));
        Assert.Null((await storage.Queue(_queue).PeekMessageAsync(Cancellation)).Value);
        Assert.Equal("visibilitytimeout=5", Assert.Single(line.Sent));

        // It may be visible from now on: a change after this needs another.
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await AskAsync(debounce);
        Assert.Equal(2, await CountAsync(storage));
    }

    [Fact]
    public async Task Changes_of_different_things_have_a_message_each()
    {
        using var line = new Line();
        var (debounce, storage) = await StartAsync(line);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => AskAsync(debounce, $"show{i}")));
        Assert.Equal(3, await CountAsync(storage));
    }

    [Fact]
    public async Task Who_waited_for_a_message_that_could_not_be_sent_sends_it()
    {
        using var line = new Line { Refused = 1 };
        var (debounce, storage) = await StartAsync(line);
        var asked = Enumerable.Range(0, 5).Select(_ => AskAsync(debounce)).ToList();
        var ends = await Task.WhenAll(asked.Select(async ask => await Record.ExceptionAsync(() => ask)));
        Assert.IsType<RequestFailedException>(Assert.Single(ends, end => end is not null));
        Assert.Equal(1, await CountAsync(storage));
    }

    Task AskAsync(Debounce debounce, string key = "show") => debounce.AskAsync(_queue, key, "{}", While, Cancellation);

    async Task<int> CountAsync(PipelineStorage storage) => (await storage.Queue(_queue).GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount;

    async Task<(Debounce Debounce, PipelineStorage Storage)> StartAsync(Line line)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(StorageClients.Setting, (string?)azurite.ConnectionString)]).Build();
        var storage = new PipelineStorage(StorageClients.From(configuration, new HttpClientTransport(line)));
        await storage.Queue(_queue).CreateAsync(cancellationToken: Cancellation);
        return (new Debounce(storage, _clock), storage);
    }

    /// <summary>The way to storage, which may be closed, for good, to the first messages.</summary>
    sealed class Line() : DelegatingHandler(new SocketsHttpHandler())
    {
        int _tried;

        public int Refused { get; init; }

        public List<string> Sent { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            lock (Sent)
            {
                Sent.AddRange(request.RequestUri!.Query.TrimStart('?').Split('&').Where(part => part.StartsWith("visibilitytimeout", StringComparison.Ordinal)));
            }

            return Interlocked.Increment(ref _tried) <= Refused
                ? new HttpResponseMessage(HttpStatusCode.Forbidden) { RequestMessage = request, Content = new StringContent("") }
                : await base.SendAsync(request, cancellationToken);
        }
    }
}
