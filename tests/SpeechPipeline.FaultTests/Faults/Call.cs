using System.Web;

namespace SpeechPipeline.FaultTests.Faults;

/// <summary>One HTTP exchange of a process, in the words of what it reaches.</summary>
/// <param name="Far">What it reaches.</param>
/// <param name="Name">Method and path, without the account.</param>
/// <param name="RetryId">The same for the retries of one call to storage; null for other calls.</param>
sealed record Call(FarKind Far, string Name, string? RetryId)
{
    const string AccountPrefix = "/devstoreaccount1/";

    public bool IsStorage => Far is FarKind.Blob or FarKind.Table or FarKind.Queue;

    public bool StoresSegment => Far == FarKind.Blob && Name.StartsWith("PUT segments/", StringComparison.Ordinal) && Name.EndsWith(".wav", StringComparison.Ordinal);

    public static Call From(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (!path.StartsWith(AccountPrefix, StringComparison.Ordinal))
        {
            return new Call(path.StartsWith("/hook/", StringComparison.Ordinal) ? FarKind.Receiver : FarKind.Speech, $"{request.Method} {path}", null);
        }

        var rest = HttpUtility.UrlDecode(path[AccountPrefix.Length..]);
        var far = request.Headers.TryGetValues("DataServiceVersion", out _) || request.Headers.Accept.ToString().Contains("odata", StringComparison.Ordinal)
            || rest.Contains("$batch", StringComparison.Ordinal) || rest.Contains('(', StringComparison.Ordinal) ? FarKind.Table
            : rest.Contains("/messages", StringComparison.Ordinal) ? FarKind.Queue : FarKind.Blob;
        var id = request.Headers.TryGetValues("x-ms-client-request-id", out var ids) ? ids.First() : null;
        // A blob's metadata is another thing than its content.
        var part = far == FarKind.Blob && HttpUtility.ParseQueryString(request.RequestUri.Query)["comp"] is "metadata" ? "?comp=metadata" : "";
        return new Call(far, $"{request.Method} {rest}{part}", id);
    }
}
