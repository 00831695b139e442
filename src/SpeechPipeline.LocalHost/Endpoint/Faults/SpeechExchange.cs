using System.Text;
using Microsoft.AspNetCore.Http;
using SpeechPipeline.Audio;
using SpeechPipeline.LocalHost.Endpoint.Contract;

namespace SpeechPipeline.LocalHost.Endpoint.Faults;

/// <summary>One request and the means to answer it, properly or not.</summary>
public sealed class SpeechExchange
{
    readonly HttpContext _http;

    internal SpeechExchange(HttpContext http, SpeechRequest request, TimeProvider clock, CancellationToken gone) =>
        (_http, Request, Clock, Gone) = (http, request, clock, gone);

    public SpeechRequest Request { get; }

    public TimeProvider Clock { get; }

    /// <summary>Cancelled when the client has gone or the endpoint stops.</summary>
    public CancellationToken Gone { get; }

    /// <summary>The proper audio.</summary>
    public Task<PcmAudio> SpeakAsync() => SpokenAudio.SpeakAsync(Request, Gone);

    /// <summary>The bytes of an answer in the format that was asked for.</summary>
    public byte[] Encode(PcmAudio audio) => SpokenAudio.Encode(audio, Request);

    /// <summary>The proper answer.</summary>
    public async Task AnswerAsync() => await AnswerAsync(Encode(await SpeakAsync()));

    /// <summary>Status 200 with these bytes.</summary>
    public async Task AnswerAsync(byte[] body, string? contentType = null)
    {
        _http.Response.ContentType = contentType ?? SpokenAudio.ContentType(Request.Format);
        _http.Response.ContentLength = body.Length;
        await _http.Response.Body.WriteAsync(body, Gone);
    }

    /// <summary>A status with a body; null is the contract's error for that status.</summary>
    public async Task RefuseAsync(int status, string? body, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            _http.Response.Headers[name] = value;
        }

        if (body is null)
        {
            await _http.Response.WriteErrorAsync(status, EndpointError.For(status), Gone);
            return;
        }

        _http.Response.StatusCode = status;
        _http.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/html";
        await _http.Response.WriteAsync(body, Encoding.UTF8, Gone);
    }

    /// <summary>Some bytes of an answer that promises <paramref name="promised"/> in all, sent at once.</summary>
    public async Task SendPartAsync(ReadOnlyMemory<byte> bytes, long promised)
    {
        if (!_http.Response.HasStarted)
        {
            _http.Response.ContentType = SpokenAudio.ContentType(Request.Format);
            _http.Response.ContentLength = promised;
        }

        await _http.Response.Body.WriteAsync(bytes, Gone);
        await _http.Response.Body.FlushAsync(Gone);
    }

    /// <summary>Breaks the connection.</summary>
    public void Abort() => _http.Abort();
}
