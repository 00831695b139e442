using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace SpeechPipeline.Storage;

/// <summary>
/// Clients of the one storage account, made from the setting that the Functions host reads too: <c>AzureWebJobsStorage</c>,
/// either a connection string or a section with <c>blobServiceUri</c>, <c>queueServiceUri</c>, <c>tableServiceUri</c> and,
/// for a user-assigned identity, <c>clientId</c>.
/// </summary>
/// <param name="Blobs">Containers and blobs.</param>
/// <param name="Queues">Queues. Messages are sent without base64 (host.json, <c>messageEncoding</c>), so that decoding cannot fail.</param>
/// <param name="Tables">Tables.</param>
public sealed record StorageClients(BlobServiceClient Blobs, QueueServiceClient Queues, TableServiceClient Tables)
{
    public const string Setting = "AzureWebJobsStorage";

    /// <param name="configuration">Holds the setting.</param>
    /// <param name="transport">Sends the calls; null: the SDK's own transport.</param>
    /// <exception cref="InvalidOperationException">The setting is missing, incomplete or unreadable; the message names it.</exception>
    public static StorageClients From(IConfiguration configuration, HttpPipelineTransport? transport = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Setting);

        try
        {
            return section.Value is { Length: > 0 } connectionString
                ? WithConnectionString(connectionString, transport)
                : WithIdentity(configuration, transport);
        }
        catch (FormatException e)
        {
            // The SDK's message may quote the string, which holds a key.
            throw new InvalidOperationException($"The setting {Setting} is not a valid connection string ({e.GetType().Name}).");
        }
    }

    static StorageClients WithConnectionString(string connectionString, HttpPipelineTransport? transport) => new(
        new BlobServiceClient(connectionString, With(new BlobClientOptions(), transport)),
        new QueueServiceClient(connectionString, With(new QueueClientOptions(), transport)),
        new TableServiceClient(connectionString, With(new TableClientOptions(), transport)));

    /// <summary>The app's managed identity, for storage and for other services without keys.</summary>
    /// <returns>Null if the settings name none.</returns>
    public static TokenCredential? NamedIdentity(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.GetSection(Setting)["clientId"] is { Length: > 0 } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : null;
    }

    static StorageClients WithIdentity(IConfiguration configuration, HttpPipelineTransport? transport)
    {
        var (section, credential) = (configuration.GetSection(Setting), NamedIdentity(configuration) ?? new DefaultAzureCredential());
        return new(
            new BlobServiceClient(Address(section, "blobServiceUri"), credential, With(new BlobClientOptions(), transport)),
            new QueueServiceClient(Address(section, "queueServiceUri"), credential, With(new QueueClientOptions(), transport)),
            new TableServiceClient(Address(section, "tableServiceUri"), credential, With(new TableClientOptions(), transport)));
    }

    static T With<T>(T options, HttpPipelineTransport? transport)
        where T : ClientOptions
    {
        options.Transport = transport ?? options.Transport;
        return options;
    }

    static Uri Address(IConfigurationSection section, string name) =>
        Uri.TryCreate(section[name], UriKind.Absolute, out var uri)
            ? uri
            : throw new InvalidOperationException(
                $"The setting {Setting} must be a connection string, or {Setting}:{name} the address of the service.");
}
