using Azure;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Configuration;
using SpeechPipeline.Durability;
using SpeechPipeline.FaultTests.FarSide;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Interleaving;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>What outlives every process: storage and the far sides. One for each class of tests, whose runs follow one another.</summary>
public sealed class FaultFixture : IAsyncLifetime
{
    /// <summary>Names the endpoint in the keys of stored speech, whatever its address.</summary>
    public const string SpeechIdentity = "tone";

    AzuriteServer? _azurite;
    DirectoryInfo? _folder;
    FarSides? _sides;
    PipelineStorage? _storage;

    /// <summary>The gate that is not armed; null: all are.</summary>
    public Gate? Disarmed { get; set; } = Environment.GetEnvironmentVariable("FAULT_DISARM") is { Length: > 0 } gate ? Enum.Parse<Gate>(gate) : null;

    internal FarSides Sides => _sides!;

    /// <summary>Storage as the test sees it, untouched by any fault.</summary>
    internal PipelineStorage Storage => _storage!;

    /// <summary>Connections to storage, shared by all processes.</summary>
    internal SocketsHttpHandler Connections { get; } = new();

    public string ConnectionString => _azurite!.ConnectionString;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sides = await FarSides.StartAsync(IsArmed);
        await EmptyStorageAsync();
    }

    /// <summary>Goes on with storage that holds nothing. Azurite takes longer over every call, the more it holds: hundreds of runs need this now and then.</summary>
    /// <param name="onDisk">Out of memory Azurite clears what was deleted after ten minutes: for many thousand blobs it answers nobody for hours.</param>
    internal async Task EmptyStorageAsync(bool onDisk = false)
    {
        await CloseStorageAsync();
        _folder = onDisk ? Directory.CreateTempSubdirectory("speech-faults-") : null;
        _azurite = await AzuriteServer.StartAsync(_folder?.FullName);
        _storage = new PipelineStorage(StorageClients.From(Configuration([])));
        await _storage.CreateAsync(CancellationToken.None);
    }

    public IConfiguration Configuration(IEnumerable<(string Name, string Value)> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [StorageClients.Setting] = ConnectionString,
            ["Speech:BaseAddress"] = Sides.SpeechAddress.AbsoluteUri,
            ["Speech:Identity"] = SpeechIdentity,
            ["Outbound:AllowedPrivateHosts:0"] = "*",
        }).AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();

    /// <summary>Names of its own for what is run while a gate is disarmed.</summary>
    public string NameOf(string run) => Disarmed is null ? run : $"{run}-{$"{Disarmed}".ToLowerInvariant()}";

    public bool IsArmed(Gate gate) => gate != Disarmed;

    /// <summary>What stands before the calls of a process that a fault is to strike.</summary>
    internal FaultGate GateFor(FaultPoint? point) => new(IsArmed(Gate.Faults) ? point : null);

    /// <summary>What decides whose turn it is.</summary>
    internal Interleaver Interleaver(int seed, Action timePasses) => new(IsArmed(Gate.Turns) ? new Random(seed) : null, timePasses);

    /// <summary>How many messages were given up: those that wait in a poison queue, and those that are kept for a person.</summary>
    public async Task<int> CountPoisonedAsync()
    {
        var poisoned = await Storage.Parked.GetBlobsAsync(cancellationToken: Cancellation).CountAsync(Cancellation);
        foreach (var name in CoreProcess.Queues.Where(name => name.EndsWith("-poison", StringComparison.Ordinal)))
        {
            poisoned += (await Storage.Queue(name).GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount;
        }

        return poisoned;
    }

    /// <summary>Whether anything is not at rest.</summary>
    public async Task<bool> HasLiveRowsAsync()
    {
        await foreach (var _ in Storage.UnfinishedTable.QueryAsync<UnfinishedRow>(maxPerPage: 1, cancellationToken: Cancellation))
        {
            return true;
        }

        return false;
    }

    /// <summary>Whether any job is not at rest. What lies in the live table for a submission that was never accepted is no job.</summary>
    public async Task<bool> HasLiveJobsAsync()
    {
        await foreach (var row in Storage.UnfinishedTable.QueryAsync<UnfinishedRow>(cancellationToken: Cancellation))
        {
            if ((await Storage.JobTable.GetEntityIfExistsAsync<JobRow>(row.Job, JobRow.Key, cancellationToken: Cancellation)).HasValue)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Shows the delayed messages whose time has come by the clock of the test.</summary>
    internal async Task ShowDelayedAsync(Witness witness)
    {
        foreach (var message in witness.TakeDue())
        {
            try
            {
                await Storage.Queue(message.Queue).UpdateMessageAsync(
                    message.Id, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Cancellation);
            }
            catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch)
            {
                // It has appeared by storage's own clock, and was served.
            }
        }
    }

    /// <summary>Empties the queues and the live table, after a run that was not to come to rest.</summary>
    public async Task ForgetAsync()
    {
        foreach (var name in CoreProcess.Queues)
        {
            await Storage.Queue(name).ClearMessagesAsync(Cancellation);
        }

        await foreach (var row in Storage.UnfinishedTable.QueryAsync<UnfinishedRow>(cancellationToken: Cancellation))
        {
            await Storage.UnfinishedTable.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Connections.Dispose();
        await (_sides?.DisposeAsync() ?? ValueTask.CompletedTask);
        await CloseStorageAsync();
    }

    async Task CloseStorageAsync()
    {
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder?.Delete(recursive: true);
    }
}
