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
        services.AddGuardedCalls(nameof(WebhookSender));
        return services
            .AddSettings<WebhookOptions>(configuration, WebhookOptions.Section)
            .AddQueue<DeliveryMessage>(QueueNames.WebhookDeliveries, DeliveryMessage.Version, provider => OfKnownWork(provider.GetRequiredService<WorkKinds>()))
            .AddSingleton<DeliveryStore>()
            .AddSingleton<Deliveries>()
            .AddSingleton<WebhookSender>()
            .AddSingleton<WebhookDelivery>()
            .AddSingleton<DeliveryListing>()
            .AddSingleton<WebhookTest>()
            .AddSingleton<DeliverySweep>()
            .AddSingleton<SweptWork>(provider => provider.GetRequiredService<DeliverySweep>());
    }

    static Func<DeliveryMessage, bool> OfKnownWork(WorkKinds kinds) =>
        message => message.Job is not null && kinds.Find(message.Job) is not null && WebhookEvent.IsId(message.Event);
}
