using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
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
    const string Scalar = "scalar.js";

    static readonly Assembly Assembly = typeof(DashboardFiles).Assembly;

    static readonly FrozenDictionary<string, string> MediaTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".webmanifest"] = "application/manifest+json",
    }.ToFrozenDictionary();

    /// <summary>Read when they are first asked for: the first view of the page needs few of them.</summary>
    static readonly FrozenDictionary<string, Lazy<DashboardFile>> All = Resources().ToFrozenDictionary(
        static name => name, static name => new Lazy<DashboardFile>(() => name == Scalar ? OfScalar() : DashboardFile.Of(MediaTypes[Path.GetExtension(name)], Read(Assembly, Prefix + name))));

    /// <summary>Answers with a file, compressed if the client takes that; 304 if it has it; 404 if there is none.</summary>
    public static IResult Answer(HttpRequest request, string name)
    {
        if (All.GetValueOrDefault(name)?.Value is not { } file)
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

    static IEnumerable<string> Resources() => Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(static name => name[Prefix.Length..]).Append(Scalar);

    /// <summary>The reference page's program is part of another assembly, compressed already.</summary>
    static DashboardFile OfScalar() => DashboardFile.OfGzipped(MediaTypes[".js"], Read(typeof(ScalarOptions).Assembly, "ScalarStaticAssets.scalar.js"));

    static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}

/// <summary>A file of the page.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Gzipped">The same, compressed.</param>
/// <param name="Tag">Changes with its contents.</param>
sealed record DashboardFile(string MediaType, byte[] Plain, byte[] Gzipped, string Tag)
{
    public static DashboardFile Of(string mediaType, byte[] plain)
    {
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return new DashboardFile(mediaType, plain, small.ToArray(), TagOf(plain));
    }

    public static DashboardFile OfGzipped(string mediaType, byte[] gzipped)
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(gzipped), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return new DashboardFile(mediaType, plain.ToArray(), gzipped, TagOf(gzipped));
    }

    static string TagOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 10));
}
