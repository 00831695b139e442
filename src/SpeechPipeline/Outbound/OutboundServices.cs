using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Outbound;

static class OutboundServices
{
    public static IServiceCollection AddOutbound(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSettings<OutboundOptions>(configuration, "Outbound");

    /// <summary>
    /// A client of that name for calls to other servers. Addresses may be secrets, such as those of chat webhooks, so none is logged. The
    /// caller sets how long a call may take.
    /// </summary>
    public static IHttpClientBuilder AddCalls(this IServiceCollection services, string name) => services
        .AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers()
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

    /// <summary>A client of that name for addresses that callers submit: it connects only to allowed addresses.</summary>
    public static IHttpClientBuilder AddGuardedCalls(this IServiceCollection services, string name, DecompressionMethods decompression = DecompressionMethods.None) =>
        services.AddCalls(name).ConfigurePrimaryHttpMessageHandler(provider =>
            new GuardedConnection(provider.GetRequiredService<IOptions<OutboundOptions>>().Value).CreateHandler(decompression));
}
