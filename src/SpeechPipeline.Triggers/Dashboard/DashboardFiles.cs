using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace SpeechPipeline.Triggers.Dashboard;

/// <summary>The files of the page, which are part of the assembly.</summary>
static class DashboardFiles
{
    const string Prefix = "Dashboard/";
    const string Gzip = "gzip";

    static readonly FrozenDictionary<string, string> MediaTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".webmanifest"] = "application/manifest+json",
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<string, DashboardFile> All = Read().ToFrozenDictionary(static file => file.Name);

    /// <summary>Answers with a file, compressed if the client takes that; 304 if it has it; 404 if there is none.</summary>
    public static IResult Answer(HttpRequest request, string name)
    {
        if (All.GetValueOrDefault(name) is not { } file)
        {
            return Problems.NotFound($"The page has no file '{name}'.");
        }

        var response = request.HttpContext.Response;
        // Asked for again each time, which costs little, so that a new version is there at once.
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        var takesGzip = request.GetTypedHeaders().AcceptEncoding.Any(static coding => coding.Value.Equals(Gzip, StringComparison.OrdinalIgnoreCase) && coding.Quality != 0);
        var body = takesGzip ? file.Gzipped : file.Plain;
        if (takesGzip)
        {
            response.Headers.ContentEncoding = Gzip;
        }

        return Results.Bytes(body, file.MediaType, entityTag: new EntityTagHeaderValue($"\"{file.Tag}{(takesGzip ? "-gz" : "")}\""));
    }

    static IEnumerable<DashboardFile> Read()
    {
        var assembly = typeof(DashboardFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return DashboardFile.Of(name[Prefix.Length..], MediaTypes[Path.GetExtension(name)], stream);
        }

        // The reference page's program is part of another assembly, compressed.
        using var compressed = typeof(ScalarOptions).Assembly.GetManifestResourceStream("ScalarStaticAssets.scalar.js")!;
        using var scalar = new GZipStream(compressed, CompressionMode.Decompress);
        yield return DashboardFile.Of("scalar.js", MediaTypes[".js"], scalar);
    }
}

/// <summary>A file of the page.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Gzipped">The same, compressed.</param>
/// <param name="Tag">Changes with its contents.</param>
sealed record DashboardFile(string Name, string MediaType, byte[] Plain, byte[] Gzipped, string Tag)
{
    public static DashboardFile Of(string name, string mediaType, Stream content)
    {
        using var plain = new MemoryStream();
        content.CopyTo(plain);
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(plain.GetBuffer(), 0, (int)plain.Length);
        }

        return new DashboardFile(name, mediaType, plain.ToArray(), small.ToArray(), Convert.ToHexStringLower(SHA256.HashData(plain.ToArray()).AsSpan(0, 10)));
    }
}
