using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>
/// <c>GET /api/jobs/{id}/events</c>: the job whenever it changes, as server-sent events (WHATWG HTML, section 9.2) of the name <c>job</c>, until it ends.
/// The stream ends after <see cref="Longest"/> too; a client asks again then, as browsers do by themselves.
/// </summary>
public sealed class GetJobEvents(JobStore store, TimeProvider time)
{
    readonly JobStore _store = store;
    readonly TimeProvider _time = time;

    // Azure's load balancer ends a request after 230 s.
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(200);
    static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // Something between here and the client may end a connection on which nothing happens.
    static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    [Function(nameof(GetJobEvents))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{id}/events")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        JobId.TryParse(id, out var job) && await _store.FindAllAsync(job, cancellationToken) is { } found
            ? new Stream(this, job, found, cancellationToken)
            : Problems.NotFound($"The job '{id}' does not exist.");

    sealed class Stream(GetJobEvents owner, JobId id, JobPartition job, CancellationToken cancellationToken) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-store";
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, httpContext.RequestAborted);
            try
            {
                await WriteAsync(response, either.Token);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                // The client has gone, or the host stops: what was sent is whole.
            }
        }

        async Task WriteAsync(HttpResponse response, CancellationToken ended)
        {
            var until = owner._time.GetUtcNow() + Longest;
            var (sent, sentAt) = ("", owner._time.GetUtcNow());
            for (var current = job; ;)
            {
                var now = owner._time.GetUtcNow();
                var json = JsonSerializer.Serialize(JobObject.From(current), PipelineJson.Options);
                var text = json != sent ? $"event: job\ndata: {json}\n\n" : now - sentAt >= LongestSilence ? ": still there\n\n" : "";
                if (text.Length > 0)
                {
                    (sent, sentAt) = (json, now);
                    await response.WriteAsync(text, ended);
                    await response.Body.FlushAsync(ended);
                }

                if (current.Job.HasEnded || now >= until)
                {
                    return;
                }

                await Task.Delay(BetweenLooks, owner._time, ended);
                if (await owner._store.FindAllAsync(id, ended) is not { } found)
                {
                    return;
                }

                current = found;
            }
        }
    }
}
