using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Outbound;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Speech;

static class SpeechServices
{
    public static IServiceCollection AddSpeech(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(SpeechOptions.Section);
        services.AddSettings<SpeechOptions>(configuration, SpeechOptions.Section);
        services.Configure<SpeechOptions>(options => BindNamedModels(options, section.GetSection(nameof(SpeechOptions.Models))));
        services.Configure<SpeechOptions>(options =>
        {
            options.IsModelChosen = section[nameof(SpeechOptions.DefaultModel)] is not null;
            options.IsVoiceChosen = section[nameof(SpeechOptions.DefaultVoice)] is not null;
        });
        services.AddCalls(nameof(SpeechClient)).ConfigurePrimaryHttpMessageHandler(provider => CreateHandler(provider.GetRequiredService<IOptions<SpeechOptions>>().Value));
        return services
            .AddSingleton(provider => new SpeechLimiter(
                provider.GetRequiredService<IOptions<SpeechOptions>>(), provider.GetRequiredService<TimeProvider>(), Random.Shared))
            .AddSingleton<VoiceCatalog>()
            .AddSingleton(provider => new SpeechClient(
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(SpeechClient)),
                provider.GetRequiredService<IOptions<SpeechOptions>>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SpeechClient>>()));
    }

    // The limit on calls is the limiter's; the handler lives as long as the process and looks names up again by itself.
    internal static SocketsHttpHandler CreateHandler(SpeechOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // It would turn a POST into a GET, and take the key off.
            AllowAutoRedirect = false,
        };
        if (!string.IsNullOrWhiteSpace(options.CaFile))
        {
            handler.SslOptions = EndpointTrust.Options(options.CaFile);
        }

        return handler;
    }

    // Where settings are environment variables, their names can hold neither the slashes nor the dashes of a model's.
    static void BindNamedModels(SpeechOptions options, IConfiguration models)
    {
        foreach (var entry in models.GetChildren().Where(entry => entry["Name"] is not null))
        {
            options.Models.Remove(entry.Key);
            entry.Bind(CollectionsMarshal.GetValueRefOrAddDefault(options.Models, entry["Name"]!, out _) ??= new SpeechModel());
        }
    }
}
