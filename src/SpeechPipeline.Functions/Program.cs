using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SpeechPipeline;
using SpeechPipeline.Storage;
using SpeechPipeline.Triggers;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Logging.WithoutAddresses();
builder.Services.Configure<KestrelServerOptions>(server => server.Limits.MaxRequestBodySize = BodyLimits.Host);
builder.Services.AddSpeechPipeline(builder.Configuration);
builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
if (!string.IsNullOrEmpty(builder.Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"]))
{
    // The exporter does not read the host's settings, and the connection string alone gives no access.
    builder.Services.AddOpenTelemetry().UseAzureMonitorExporter(options => options.Credential = StorageClients.NamedIdentity(builder.Configuration));
}

await builder.Build().RunAsync();
