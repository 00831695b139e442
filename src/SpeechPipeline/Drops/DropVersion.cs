using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>One version of a file in the folder, as it was read.</summary>
/// <param name="Path">The blob's name. It is never normalized: two Unicode forms are two files.</param>
/// <param name="ETag">The ETag of this version.</param>
/// <param name="LastModified">The time of the version in storage, in whole seconds.</param>
public sealed record DropVersion(string Path, ETag ETag, DateTimeOffset LastModified)
{
    /// <summary>The version that is being read.</summary>
    public static DropVersion Of(string path, BlobDownloadStreamingResult file) => new(path, file.Details.ETag, file.Details.LastModified);

    /// <summary>The id of the job for this version, the same for every intake.</summary>
    public JobId Id => JobId.From(
        LastModified,
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Path}\n{Unquoted(ETag)}\n{LastModified.ToUnixTimeMilliseconds()}")).AsSpan(0, 10));

    /// <summary>A listing gives ETags without the quotes that other answers have.</summary>
    public static string Unquoted(ETag etag) => etag.ToString().Trim('"');
}
