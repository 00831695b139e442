using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using SpeechPipeline;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSpeechPipeline(builder.Configuration);
builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
if (!string.IsNullOrEmpty(builder.Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"]))
{
    // The exporter knows nothing of the host's settings, and the connection string alone opens nothing.
    var identity = builder.Configuration["AzureWebJobsStorage:clientId"];
    builder.Services.AddOpenTelemetry().UseAzureMonitorExporter(options =>
        options.Credential = string.IsNullOrEmpty(identity) ? null : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(identity)));
}

await builder.Build().RunAsync();
