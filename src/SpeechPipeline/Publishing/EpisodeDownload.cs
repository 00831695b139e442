using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Publishing;

/// <summary>Creates addresses from which storage itself serves an episode's file, with ranges, for 24 h.</summary>
public sealed class EpisodeDownload(PipelineStorage storage, TimeProvider time) : IDisposable
{
    static readonly TimeSpan Validity = TimeSpan.FromHours(24);
    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    readonly SemaphoreSlim _renewing = new(1);
    UserDelegationKey? _key;

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
