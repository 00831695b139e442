using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Durability;
using SpeechPipeline.Outbound;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Webhooks;

static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddGuardedCalls(nameof(WebhookDelivery));
        services.AddSingleton(provider => NewQueue(provider.GetRequiredService<WorkKinds>(), provider));
        return services
            .AddSettings<WebhookOptions>(configuration, WebhookOptions.Section)
            .AddSingleton<DeliveryStore>()
            .AddSingleton<Deliveries>()
            .AddSingleton<WebhookDelivery>()
            .AddSingleton<DeliverySweep>()
            .AddSingleton<SweptWork>(provider => provider.GetRequiredService<DeliverySweep>());
    }

    static WorkQueue<DeliveryMessage> NewQueue(WorkKinds kinds, IServiceProvider provider) => ActivatorUtilities.CreateInstance<WorkQueue<DeliveryMessage>>(
        provider, QueueNames.WebhookDeliveries, DeliveryMessage.Version,
        (Func<DeliveryMessage, bool>)(message => message.Job is not null && kinds.Find(message.Job) is not null && WebhookEvent.IsId(message.Event)));
}
