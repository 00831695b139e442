using Azure.Storage.Queues;
using SpeechPipeline.LocalHost.Azurite;
using Xunit;

namespace SpeechPipeline.TestTools;

/// <summary>One Azurite, in memory, for a whole assembly of tests, of which it is an assembly fixture. Tests keep apart by random names, or by accounts of their own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    // More than there are tests that ask for one.
    const int Accounts = 600;

    AzuriteServer? _server;
    int _taken;

    public string ConnectionString => _server!.ConnectionString;

    /// <summary>The connection string of an account that nobody else has.</summary>
    public static async Task<string> NewAccountAsync()
    {
        var fixture = (await TestContext.Current.GetFixture<AzuriteFixture>())!;
        return fixture._server!.ConnectionStrings[Interlocked.Increment(ref fixture._taken)];
    }

    /// <summary>A name that no other test uses; valid for queues and containers.</summary>
    public static string NewName() => $"t{Guid.NewGuid():N}";

    /// <summary>Waits until the storage's own clock has moved on by <paramref name="seconds"/>: a hidden message appears then.</summary>
    public async Task PassesAsync(int seconds, CancellationToken cancellationToken)
    {
        var clock = new QueueClient(ConnectionString, NewName());
        await clock.CreateAsync(cancellationToken: cancellationToken);
        await clock.SendMessageAsync("", TimeSpan.FromSeconds(seconds), cancellationToken: cancellationToken);
        while ((await clock.ReceiveMessageAsync(cancellationToken: cancellationToken)).Value is null)
        {
            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask InitializeAsync() => _server = await AzuriteServer.StartAsync(accounts: Accounts);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
