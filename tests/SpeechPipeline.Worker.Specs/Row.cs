using System.Net.Http.Headers;

namespace SpeechPipeline.Worker.Specs;

/// <summary>One request, as it is sent to the worker and to the local host.</summary>
/// <param name="Name">What is asked, for people.</param>
/// <param name="Method">Of HTTP.</param>
/// <param name="Path">Without a slash at its beginning; <c>{job}</c> and the like stand for what was made before.</param>
/// <param name="Body">What is sent; null: nothing.</param>
/// <param name="With">Changes the request, after the key was added.</param>
/// <param name="Differs">What the real host answers by itself, where it does; null: both must answer alike.</param>
sealed record Row(string Name, string Method, string Path, Func<HttpContent>? Body = null, Action<HttpRequestMessage>? With = null, Difference? Differs = null)
{
    public static Func<HttpContent> Json(string body) => Content("application/json", body);

    public static Func<HttpContent> Content(string? type, string body) => Content(type, System.Text.Encoding.UTF8.GetBytes(body));

    public static Func<HttpContent> Content(string? type, byte[] body) => () => Typed(new ByteArrayContent(body), type);

    /// <summary>A body of that many MiB, with its length stated or not.</summary>
    public static Func<HttpContent> Mebibytes(int size, string type, bool stated = true) => () => Typed(new BlankContent(size * 1024L * 1024L, stated), type);

    static HttpContent Typed(HttpContent content, string? type)
    {
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
