using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

static class DurabilityServices
{
    public static IServiceCollection AddDurability(this IServiceCollection services) => services
        .AddSingleton<WorkKinds>()
        .AddSingleton<UnfinishedIndex>()
        .AddSingleton<DueIndex>()
        .AddSingleton<Sweep>()
        .AddSingleton<Parking>()
        .AddSingleton<IdempotencyKeys>()
        .AddSingleton(typeof(Acceptance<,>))
        .AddSingleton(typeof(Completion<>));

    /// <summary>Registers a kind of work: its ids, its table, its rows.</summary>
    public static IServiceCollection AddWork<TRow, TStore, TSweep>(
        this IServiceCollection services, string kind, string idPrefix, Func<PipelineStorage, TableClient> table)
        where TRow : class, IWorkRow
        where TStore : WorkStore<TRow>
        where TSweep : SweptWork => services
            .AddSingleton(provider => new WorkKind(kind, idPrefix, table(provider.GetRequiredService<PipelineStorage>())))
            .AddSingleton<TStore>()
            .AddSingleton<WorkStore<TRow>>(provider => provider.GetRequiredService<TStore>())
            .AddSingleton<SweptWork, TSweep>();

    /// <summary>Registers a queue for messages of one form.</summary>
    public static IServiceCollection AddQueue<TMessage>(this IServiceCollection services, string name, int version, Func<TMessage, bool> isOurs)
        where TMessage : class => services.AddQueue<TMessage>(name, version, _ => isOurs);

    /// <summary>Registers a queue for messages of one form; other services are needed to check whether a message is valid.</summary>
    public static IServiceCollection AddQueue<TMessage>(
        this IServiceCollection services, string name, int version, Func<IServiceProvider, Func<TMessage, bool>> isOurs)
        where TMessage : class => services.AddSingleton(provider => new WorkQueue<TMessage>(
            name, version, isOurs(provider), provider.GetRequiredService<PipelineStorage>(), provider.GetRequiredService<Parking>(),
            provider.GetRequiredService<ILogger<WorkQueue<TMessage>>>()));

    /// <summary>Registers an observer of the end of work. <see cref="Turns"/> lists all observers in their order.</summary>
    public static IServiceCollection AddEndObserver<TRow, TObserver>(
        this IServiceCollection services, int turn, Func<TRow, bool> concerns, Func<TObserver, TRow, CancellationToken, Task> tellAsync)
        where TObserver : notnull => services.AddSingleton(provider => new EndObserver<TRow>(
            turn, concerns, (row, cancellationToken) => tellAsync(provider.GetRequiredService<TObserver>(), row, cancellationToken)));

    /// <summary>Registers an observer of the deletion of work.</summary>
    public static IServiceCollection AddDeletionObserver<TRow, TObserver>(
        this IServiceCollection services, Func<TRow, bool> concerns, Func<TObserver, TRow, CancellationToken, Task<bool>> removeAsync)
        where TObserver : notnull => services.AddSingleton(provider => new DeletionObserver<TRow>(
            concerns, (row, cancellationToken) => removeAsync(provider.GetRequiredService<TObserver>(), row, cancellationToken)));

    /// <summary>The order of the observers of an end: what a caller relies on comes first.</summary>
    public static class Turns
    {
        public const int Batch = 1;
        public const int Show = 2;
        public const int Folder = 3;
    }
}
