using Azure.Core;
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
public sealed record StorageClients(BlobServiceClient Blobs, QueueServiceClient Queues, TableServiceClient Tables)
{
    public const string Setting = "AzureWebJobsStorage";

    /// <exception cref="InvalidOperationException">The setting is missing or incomplete; the message names what is.</exception>
    public static StorageClients From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Setting);

        return section.Value is { Length: > 0 } connectionString
            ? WithConnectionString(connectionString)
            : WithIdentity(section);
    }

    // The Functions host decodes base64 by default (host.json, messageEncoding), so that is what is sent.
    static QueueClientOptions QueueOptions => new() { MessageEncoding = QueueMessageEncoding.Base64 };

    static StorageClients WithConnectionString(string connectionString) =>
        new(new BlobServiceClient(connectionString), new QueueServiceClient(connectionString, QueueOptions), new TableServiceClient(connectionString));

    static StorageClients WithIdentity(IConfigurationSection section)
    {
        TokenCredential credential = section["clientId"] is { Length: > 0 } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential();

        return new(
            new BlobServiceClient(Address(section, "blobServiceUri"), credential),
            new QueueServiceClient(Address(section, "queueServiceUri"), credential, QueueOptions),
            new TableServiceClient(Address(section, "tableServiceUri"), credential));
    }

    static Uri Address(IConfigurationSection section, string name) =>
        Uri.TryCreate(section[name], UriKind.Absolute, out var uri)
            ? uri
            : throw new InvalidOperationException(
                $"The setting {Setting} must be a connection string, or {Setting}:{name} the address of the service.");
}
