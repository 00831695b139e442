using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpeechPipeline.LocalHost;

namespace SpeechPipeline.Specs.Hostile;

/// <summary>No log holds an address that is a key, whatever somebody sets to see more.</summary>
public sealed class LoggingSpecs
{
    const string Signed = "https://account.blob.core.windows.net/episodes/a.mp3?sv=2025&sig=secret";

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Trace")]
    [InlineData("Logging:LogLevel:Microsoft", "Trace")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore", "Trace")]
    [InlineData("Logging:LogLevel:Azure", "Trace")]
    public async Task A_redirect_to_storage_is_not_logged(string setting, string level)
    {
        var (services, log) = Services(setting, level, guarded: true);
        await using var _ = services;
        await RedirectAsync(services);
        Assert.DoesNotContain(log.Lines, line => line.Contains("sig=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_would_be_without_the_guard()
    {
        var (services, log) = Services("Logging:LogLevel:Default", "Information", guarded: false);
        await using var _ = services;
        await RedirectAsync(services);
        Assert.Contains(log.Lines, line => line.Contains("sig=secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Logging:LogLevel:SpeechPipeline")]
    [InlineData("Logging:LogLevel:Default")]
    public async Task A_level_that_is_set_for_our_own_logs_holds_in_the_local_host(string setting)
    {
        var builder = WebApplication.CreateSlimBuilder();
        LocalPipeline.Configure(builder, new LocalPipelineOptions { LogsToConsole = true, Settings = new Dictionary<string, string?> { [setting] = "Debug" } });
        await using var app = builder.Build();
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();

        Assert.True(loggers.CreateLogger("SpeechPipeline.Jobs.JobRunner").IsEnabled(LogLevel.Debug));
        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore.Http.Result.RedirectResult").IsEnabled(LogLevel.Information));
    }

    static async Task RedirectAsync(ServiceProvider services)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        await Results.Redirect(Signed).ExecuteAsync(context);
        Assert.Equal(Signed, context.Response.Headers.Location);
    }

    static (ServiceProvider Services, LogLines Log) Services(string setting, string level, bool guarded)
    {
        var log = new LogLines();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(setting, (string?)level)]).Build();
        return (new ServiceCollection().AddLogging(logging =>
        {
            logging.AddConfiguration(configuration.GetSection("Logging")).AddProvider(log).SetMinimumLevel(LogLevel.Information);
            if (guarded)
            {
                logging.WithoutAddresses();
            }
        }).BuildServiceProvider(), log);
    }
}
