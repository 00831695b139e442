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
        .AddSingleton<Sweep>()
        .AddSingleton<Parking>()
        .AddSingleton<IdempotencyKeys>()
        .AddSingleton(typeof(Acceptance<,>))
        .AddSingleton(typeof(Completion<>));

    /// <summary>A kind of work: its ids, its table, its rows.</summary>
    public static IServiceCollection AddWork<TRow, TStore, TSweep>(
        this IServiceCollection services, string kind, Func<string, bool> isId, Func<PipelineStorage, TableClient> table)
        where TRow : class, IWorkRow
        where TStore : WorkStore<TRow>
        where TSweep : SweptWork => services
            .AddSingleton(provider => new WorkKind(kind, isId, table(provider.GetRequiredService<PipelineStorage>())))
            .AddSingleton<TStore>()
            .AddSingleton<WorkStore<TRow>>(provider => provider.GetRequiredService<TStore>())
            .AddSingleton<SweptWork, TSweep>();

    /// <summary>A queue of messages of one form.</summary>
    public static IServiceCollection AddQueue<TMessage>(this IServiceCollection services, string name, int version, Func<TMessage, bool> isOurs)
        where TMessage : class => services.AddQueue<TMessage>(name, version, _ => isOurs);

    /// <summary>A queue of messages of one form, where other services know which are ours.</summary>
    public static IServiceCollection AddQueue<TMessage>(
        this IServiceCollection services, string name, int version, Func<IServiceProvider, Func<TMessage, bool>> isOurs)
        where TMessage : class => services.AddSingleton(provider => new WorkQueue<TMessage>(
            name, version, isOurs(provider), provider.GetRequiredService<PipelineStorage>(), provider.GetRequiredService<Parking>(),
            provider.GetRequiredService<ILogger<WorkQueue<TMessage>>>()));

    /// <summary>Someone who is told of the end of work. Who observes, and in which turn, is listed in <see cref="Turns"/>.</summary>
    public static IServiceCollection AddEndObserver<TRow, TObserver>(
        this IServiceCollection services, int turn, Func<TRow, bool> concerns, Func<TObserver, TRow, CancellationToken, Task> tellAsync)
        where TObserver : notnull => services.AddSingleton(provider => new EndObserver<TRow>(
            turn, concerns, (row, cancellationToken) => tellAsync(provider.GetRequiredService<TObserver>(), row, cancellationToken)));

    /// <summary>The turns of those who are told of an end: what a caller counts on first, what he looks at last.</summary>
    public static class Turns
    {
        public const int Batch = 1;
        public const int Show = 2;
        public const int Folder = 3;
    }
}
