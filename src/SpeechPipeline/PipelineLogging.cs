using Microsoft.Extensions.Logging;

namespace SpeechPipeline;

/// <summary>What may be logged: the same in Azure and on one machine.</summary>
public static class PipelineLogging
{
    /// <summary>
    /// Keeps what libraries say below a warning out of the log: request lines with <c>?code=</c> and <c>?t=</c>, and the signed addresses
    /// that redirects lead to, are keys to whoever reads them.
    /// </summary>
    public static ILoggingBuilder WithoutAddresses(this ILoggingBuilder logging) => logging
        .AddFilter("Azure", LogLevel.Warning)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("System", LogLevel.Warning)
        // By their own names too, so that a setting such as Logging:LogLevel:Microsoft.AspNetCore does not let them back in.
        .AddFilter("Azure.Core", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Http.Result", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.HttpLogging", LogLevel.Warning)
        .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
}
