using Microsoft.Extensions.Logging;

namespace SpeechPipeline;

/// <summary>What may be logged: the same in Azure and on one machine.</summary>
public static class PipelineLogging
{
    /// <summary>
    /// Drops what libraries log below a warning: request lines with <c>?code=</c> and <c>?t=</c>, and the signed addresses of redirects,
    /// are as good as keys for anyone who reads them.
    /// </summary>
    public static ILoggingBuilder WithoutAddresses(this ILoggingBuilder logging) => logging
        .AddFilter("Azure", LogLevel.Warning)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("System", LogLevel.Warning)
        // Each library by its own name too: otherwise a setting such as Logging:LogLevel:Microsoft.AspNetCore would log them again.
        .AddFilter("Azure.Core", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Http.Result", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.HttpLogging", LogLevel.Warning)
        .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
}
