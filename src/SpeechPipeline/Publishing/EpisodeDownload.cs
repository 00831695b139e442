using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Microsoft.Extensions.Options;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Publishing;

/// <summary>Hands out the files of episodes: by an address from which storage itself serves one, with ranges, for 24 h; or as a stream.</summary>
public sealed class EpisodeDownload(PipelineStorage storage, IOptions<PipelineOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>An app that seeks asks for little; one that plays reads on.</summary>
    const int BytesReadAtOnce = 256 * 1024;

    const string EmulatorAccount = "devstoreaccount1";

    static readonly TimeSpan Validity = TimeSpan.FromHours(24);
    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    readonly SemaphoreSlim _renewing = new(1);
    UserDelegationKey? _key;

    /// <summary>Which of the two listeners get: <see cref="AddressAsync"/> or <see cref="OpenAsync"/>.</summary>
    public FileDelivery Delivery => options.Value.Files
        ?? (storage.BlobService.Uri.IsLoopback || storage.BlobService.AccountName == EmulatorAccount ? FileDelivery.Stream : FileDelivery.Redirect);

    /// <summary>The origin that <see cref="AddressAsync"/> leads to; null where the files come as streams.</summary>
    public string? Origin => Delivery == FileDelivery.Redirect ? storage.BlobService.Uri.GetLeftPart(UriPartial.Authority) : null;

    /// <summary>The file; null if it is gone.</summary>
    public async Task<StoredFile?> OpenAsync(EpisodeFiles files, EpisodeFile file, CancellationToken cancellationToken)
    {
        var blob = storage.Episodes.GetBlobClient(files.BlobNameOf(file));
        if (await blob.FindPropertiesAsync(cancellationToken) is not { } properties)
        {
            return null;
        }

        return new StoredFile(new BlobRangeStream(blob, properties, BytesReadAtOnce), properties.ContentType, properties.ETag.ToString("H"), properties.LastModified);
    }

    /// <summary>A read-only SAS address. It expires, so it must not be stored or returned in an object.</summary>
    public async Task<Uri> AddressAsync(EpisodeFiles files, EpisodeFile file, CancellationToken cancellationToken)
    {
        var blob = storage.Episodes.GetBlobClient(files.BlobNameOf(file));
        var now = time.GetUtcNow();
        var sas = new BlobSasBuilder(BlobSasPermissions.Read, now + Validity)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            StartsOn = now - ClockSkew,
        };

        // On a local machine, a shared key signs; in Azure, where shared keys are disabled, a user-delegation key signs.
        return blob.CanGenerateSasUri
            ? blob.GenerateSasUri(sas)
            : new BlobUriBuilder(blob.Uri)
            {
                Sas = sas.ToSasQueryParameters(await DelegationKeyAsync(now, cancellationToken), storage.BlobService.AccountName),
            }.ToUri();
    }

    async Task<UserDelegationKey> DelegationKeyAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _renewing.WaitAsync(cancellationToken);
        try
        {
            // An address expires at the latest with the key that signed it.
            if (_key is null || _key.SignedExpiresOn < now + Validity)
            {
                _key = await storage.BlobService.GetUserDelegationKeyAsync(now - ClockSkew, now + (2 * Validity), cancellationToken);
            }

            return _key;
        }
        finally
        {
            _renewing.Release();
        }
    }

    public void Dispose() => _renewing.Dispose();
}

/// <summary>A file of an episode as storage has it, to be sent in whole or in part.</summary>
/// <param name="Content">Seekable; what is read of it comes from storage in pieces of a few hundred kilobytes.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="ETag">Its tag, with quotes (RFC 9110 section 8.8.3).</param>
/// <param name="LastModified">When it was made.</param>
public sealed record StoredFile(Stream Content, string MediaType, string ETag, DateTimeOffset LastModified);
