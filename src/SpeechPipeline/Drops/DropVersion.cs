using Azure.Storage.Blobs.Models;
using System.Security.Cryptography;
using System.Text;
using Azure;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>One version of a file in the folder: what was found when it was read.</summary>
/// <param name="Path">The blob's name. It is opaque: nothing of it is normalized, and two Unicode forms are two files.</param>
/// <param name="ETag">Of this version.</param>
/// <param name="LastModified">Storage's own time, in whole seconds.</param>
public sealed record DropVersion(string Path, ETag ETag, DateTimeOffset LastModified)
{
    /// <summary>The version that is being read.</summary>
    public static DropVersion Of(string path, BlobDownloadStreamingResult file) => new(path, file.Details.ETag, file.Details.LastModified);

    /// <summary>The id of the job that this version becomes, however often and by whomever it is met.</summary>
    public JobId Id => JobId.From(
        LastModified,
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Path}\n{Unquoted(ETag)}\n{LastModified.ToUnixTimeMilliseconds()}")).AsSpan(0, 10));

    /// <summary>A listing gives ETags without the quotes that a blob's own answer has; they are the same.</summary>
    public static string Unquoted(ETag etag) => etag.ToString().Trim('"');
}
