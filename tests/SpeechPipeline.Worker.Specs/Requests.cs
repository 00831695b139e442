using static SpeechPipeline.Worker.Specs.Row;

namespace SpeechPipeline.Worker.Specs;

/// <summary>Every route, asked well and badly. In braces: what <see cref="BothHosts"/> made on each side before.</summary>
static class Requests
{
    const string NoSuchId = "00000000000000000000000000";
    static readonly Difference Unkeyed = new("The real host answers a missing or wrong key itself, with 401 and no body.", 401, 401);
    static readonly Difference OtherMethod = new("The real host answers 404 where a route exists with another method; the local host answers 405 and names the methods.", 404, 405);
    static readonly Difference Root = new("The real host has a page of its own at its root; the local one leads to the page.", 200, 302, HasBody: true);

    public static IReadOnlyList<Row> All { get; } =
    [
        // Jobs.
        new("a job", "POST", "api/jobs", Json("""{ "input": "One more.", "voice": "am_adam" }""")),
        new("a job whose body has no type", "POST", "api/jobs", Content(null, """{ "input": "One more.", "voice": "am_adam" }""")),
        new("a document", "POST", "api/jobs?voice=am_adam&response_format=wav", Content("text/markdown; charset=utf-8", "# Tides\n\nThey come and go.")),
        new("a document whose option is wrong", "POST", "api/jobs?sample_rate=fast&tone=warm", Content("text/plain", "Hello.")),
        new("a dry run", "POST", "api/jobs", Json("""{ "input": "What would this cost?", "voice": "am_adam", "dry_run": true }""")),
        new("a job with every kind of problem", "POST", "api/jobs", Json("""{ "input": "", "response_format": "ogg", "sample_rate": 1, "webhook": "x", "colour": "red" }""")),
        new("no JSON", "POST", "api/jobs", Json("""{"input":"a" """)),
        new("a name twice", "POST", "api/jobs", Json("""{"input":"a","input":"b"}""")),
        new("an empty body", "POST", "api/jobs", Json("")),
        new("no body at all", "POST", "api/jobs"),
        new("bytes that are no UTF-8", "POST", "api/jobs", Content("text/plain", [(byte)'a', 0xC3, 0x28])),
        new("a kind that cannot be read", "POST", "api/jobs", Content("application/pdf", "%PDF")),
        new("a broken book", "POST", "api/jobs", Content("application/epub+zip", "PK no zip")),
        new("a webhook inside", "POST", "api/jobs", Json("""{ "input": "a", "webhook": "http://169.254.169.254/" }""")),
        new("a first use of a key", "POST", "api/jobs", Json("""{ "input": "Once.", "voice": "am_adam" }"""), request => request.Headers.Add("Idempotency-Key", "once")),
        new("a repeat with another body", "POST", "api/jobs", Json("""{ "input": "Twice.", "voice": "am_adam" }"""), request => request.Headers.Add("Idempotency-Key", "once")),
        new("a key that is too long", "POST", "api/jobs", Json("""{ "input": "Once.", "voice": "am_adam" }"""), request => request.Headers.Add("Idempotency-Key", new string('k', 256))),
        new("a job under another host name", "POST", "api/jobs", Json("""{ "input": "Elsewhere.", "voice": "am_adam" }"""), request => request.Headers.Host = "speech.example.com"),
        new("a completed job", "GET", "api/jobs/{job}"),
        new("a failed job", "GET", "api/jobs/{failed}"),
        new("a job that is not there", "GET", $"api/jobs/{NoSuchId}"),
        new("an id that is none", "GET", "api/jobs/nobody"),
        new("an id with an escaped slash", "GET", "api/jobs/a%2Fb"),
        new("completed jobs", "GET", "api/jobs?status=failed&limit=1"),
        new("an unknown status", "GET", "api/jobs?status=done"),
        new("a limit of 0", "GET", "api/jobs?limit=0"),
        new("a cursor that is none", "GET", "api/jobs?cursor=x"),
        new("cancelling a completed job", "POST", "api/jobs/{job}/cancel"),
        new("cancelling no job", "POST", $"api/jobs/{NoSuchId}/cancel"),
        new("retrying a completed job", "POST", "api/jobs/{job}/retry"),
        new("retrying no job", "POST", $"api/jobs/{NoSuchId}/retry"),
        new("a job whose end is waited for", "POST", "api/jobs", Json("""{ "input": "Soon there.", "voice": "am_adam" }"""), request => request.Headers.Add("Prefer", "wait=60")),
        new("a job with events of its webhook", "POST", "api/jobs", Json("""{ "input": "Told.", "voice": "am_adam", "webhook": { "url": "http://127.0.0.1:9/hook", "events": ["job.failed"] } }""")),
        new("a job with an unknown event", "POST", "api/jobs", Json("""{ "input": "Told.", "voice": "am_adam", "webhook": { "events": ["job.done", 7], "uri": "x" } }""")),
        new("a document with events in the query", "POST", "api/jobs?voice=am_adam&webhook_events=job.done,job.failed", Content("text/plain", "Hello.")),
        new("sending again what no job was asked for", "POST", "api/jobs/{job}/webhook/redeliver"),
        new("sending again of no job", "POST", $"api/jobs/{NoSuchId}/webhook/redeliver"),
        new("sending again of no batch", "POST", $"api/batches/batch-{NoSuchId}/webhook/redeliver"),
        new("sending again what no batch was asked for", "POST", "api/batches/{batch}/webhook/redeliver?event=none"),
        new("deliveries that failed", "GET", "api/webhooks/deliveries?status=gone"),
        new("deliveries of no state", "GET", "api/webhooks/deliveries?status=odd&cursor=x&limit=0"),
        new("a test of no receiver", "POST", "api/webhooks/test", Json("""{ "url": "http://169.254.169.254/" }""")),
        new("a test without an address", "POST", "api/webhooks/test", Json("[]")),
        new("jobs with a word", "GET", "api/jobs?search=no+such+word&show=nowhere"),
        new("jobs of what cannot be a show", "GET", "api/jobs?show=No%20Show%00"),
        new("the events of a completed job", "GET", "api/jobs/{job}/events"),
        new("the events of no job", "GET", $"api/jobs/{NoSuchId}/events"),
        new("the drop folder with a wrong limit", "GET", "api/drops?limit=none"),
        // Behind the oldest job, so that none is counted whose end is a matter of moments.
        new("costs of two days", "GET", "api/costs?days=2&cursor=zzzzzzzzzzzzzzzzzzzzzzzzzz"),
        new("costs of no day", "GET", "api/costs?days=0&cursor=x"),
        new("deleting no job", "DELETE", $"api/jobs/{NoSuchId}"),
        new("deleting a job and perhaps its segments", "DELETE", "api/jobs/{job}?segments=perhaps"),

        // Episodes.
        new("an episode's audio", "GET", "api/episodes/{job}/audio.mp3?t={token}"),
        new("its audio without an extension", "GET", "api/episodes/{job}/audio?t={token}"),
        new("its head", "HEAD", "api/episodes/{job}/audio.mp3?t={token}"),
        new("what a browser asks before it reads it for a page", "OPTIONS", "api/episodes/{job}/audio.mp3?t={token}", With: AsPlayerInPage),
        new("its transcript for a page", "GET", "api/episodes/{job}/transcript.json?t={token}", With: AsPlayerInPage),
        new("its timeline", "GET", "api/episodes/{job}/timeline.json?t={token}"),
        new("its transcript", "GET", "api/episodes/{job}/transcript?t={token}"),
        new("its chapters", "GET", "api/episodes/{job}/chapters?t={token}"),
        new("its manifest", "GET", "api/episodes/{job}/manifest?t={token}"),
        new("a file that no episode has", "GET", "api/episodes/{job}/cover?t={token}"),
        new("an episode with a wrong token", "GET", "api/episodes/{job}/audio.mp3?t=wrong"),
        new("an episode without a token", "GET", "api/episodes/{job}/audio.mp3"),
        new("an episode of a failed job", "GET", "api/episodes/{failed}/audio.mp3?t=wrong"),
        new("an episode that is not there", "GET", $"api/episodes/{NoSuchId}/audio.mp3?t=wrong"),

        new("its page", "GET", "api/episodes/{job}/page?t={token}"),
        new("its page without a token", "GET", "api/episodes/{job}/page"),
        new("a page of no episode", "GET", $"api/episodes/{NoSuchId}/page?t=wrong"),

        // Batches.
        new("a batch", "POST", "api/batches", Json("""{ "items": [ { "input": "An item." } ], "defaults": { "voice": "am_adam" } }""")),
        new("a batch of lines", "POST", "api/batches?voice=am_adam", Content("application/x-ndjson", "{\"input\":\"A line.\"}\n{\"input\":7}\n")),
        new("a batch without items", "POST", "api/batches", Json("""{ "items": [] }""")),
        new("a batch that is no JSON", "POST", "api/batches", Json("{")),
        new("a batch of an unknown kind", "POST", "api/batches", Content("text/csv", "a,b")),
        new("a batch with wrong defaults", "POST", "api/batches", Json("""{ "items": [ { "input": "An item." } ], "defaults": { "voise": "am_adam" } }""")),
        new("an ended batch", "GET", "api/batches/{batch}"),
        new("its items", "GET", "api/batches/{batch}/items"),
        new("its rejected items", "GET", "api/batches/{batch}/items?status=rejected&limit=1"),
        new("its items of an unknown status", "GET", "api/batches/{batch}/items?status=odd"),
        new("cancelling an ended batch", "POST", "api/batches/{batch}/cancel"),
        new("a batch that is not there", "GET", $"api/batches/batch-{NoSuchId}"),
        new("the items of no batch", "GET", "api/batches/nothing/items"),
        new("cancelling no batch", "POST", $"api/batches/batch-{NoSuchId}/cancel"),
        new("retrying a batch in which nothing failed", "POST", "api/batches/{batch}/retry"),
        new("retrying no batch", "POST", $"api/batches/batch-{NoSuchId}/retry"),

        // Shows.
        new("a show's settings", "PUT", "api/shows/another", Json("""{ "title": "Another", "visibility": "private" }""")),
        new("a show whose name is none", "PUT", "api/shows/No%20Name", Json("""{ "title": "x" }""")),
        new("a show with wrong settings", "PUT", "api/shows/another", Json("""{ "titel": "x", "visibility": "secret" }""")),
        new("a show", "GET", "api/shows/{show}"),
        new("a show that is not there", "GET", "api/shows/nowhere"),
        new("all shows", "GET", "api/shows?limit=1"),
        new("a show's episodes", "GET", "api/shows/{show}/episodes"),
        new("the episodes of no show", "GET", "api/shows/nowhere/episodes"),
        new("a feed", "GET", "api/shows/{show}/feed.xml"),
        new("a feed's head", "HEAD", "api/shows/{show}/feed.xml"),
        new("what a browser asks before it reads a feed for a page", "OPTIONS", "api/shows/{show}/feed.xml", With: AsPlayerInPage),
        new("a feed that the reader has", "GET", "api/shows/{show}/feed.xml", With: request => request.Headers.IfModifiedSince = DateTimeOffset.UtcNow),
        new("the code of a feed that is not there", "GET", "api/shows/nowhere/qr.svg"),
        new("a private feed without its token", "GET", "api/shows/another/feed.xml"),
        new("a feed that is not there", "GET", "api/shows/nowhere/feed.xml"),
        new("taking an episode out that is in no show", "DELETE", $"api/shows/{{show}}/episodes/{NoSuchId}"),
        new("renewing the token of no show", "POST", "api/shows/nowhere/token"),

        // What nobody could read.
        new("parked messages", "GET", "api/parked"),
        new("parked messages, none at a time", "GET", "api/parked?limit=0"),
        new("a parked message", "GET", "api/parked/speech-jobs/{parked}"),
        new("a parked message that is not there", "GET", "api/parked/speech-jobs/00000000-0000-0000-0000-000000000000"),
        new("a parked message of no queue", "GET", "api/parked/other/00000000-0000-0000-0000-000000000000"),
        new("deleting a parked message that is not there", "DELETE", "api/parked/speech-jobs/00000000-0000-0000-0000-000000000000"),

        // The speech endpoint's own calls.
        new("speech", "POST", "api/v1/audio/speech", Json("""{ "model": "hexgrad/Kokoro-82M", "voice": "am_adam", "input": "One call." }"""), WithSpeechKey),
        new("speech that is streamed", "POST", "api/v1/audio/speech", Json("""{ "voice": "am_adam", "input": "One call.", "stream": true }"""), WithSpeechKey),
        new("speech with a function's key", "POST", "api/v1/audio/speech", Json("""{ "voice": "am_adam", "input": "One call." }""")),
        new("speech by a websocket", "GET", "api/v1/audio/speech/websocket", With: WithSpeechKey),
        new("the models", "GET", "api/v1/models", With: WithSpeechKey),
        new("the voices by model", "GET", "api/v1/voices", With: WithSpeechKey),
        new("the voices of no model, as at the endpoint", "GET", "api/v1/voices?model=none", With: WithSpeechKey),
        new("the names of the voices", "GET", "api/v1/audio/voices", With: WithSpeechKey),

        // The rest.
        // Which batch has ended last is a matter of moments; a whole one is compared above.
        new("batches", "GET", "api/batches?status=cancelled&limit=1"),
        new("batches of no state", "GET", "api/batches?status=done"),
        new("the page", "GET", "api/dashboard"),
        new("a file of the page", "GET", "api/dashboard/app.js"),
        new("a file that the page does not have", "GET", "api/dashboard/other.js"),
        new("the reference", "GET", "api/reference"),
        new("a voice's sample", "GET", "api/voices/sample?voice=am_adam&language=de"),
        new("a sample of no voice", "GET", "api/voices/sample?voice=nobody"),
        new("a sample in no language", "GET", "api/voices/sample?voice=am_adam&language=not+one"),
        new("the contract", "GET", "api/openapi.json"),
        new("the voices of a model", "GET", "api/voices?model=cartesia/sonic-2"),
        new("all voices", "GET", "api/voices"),
        new("the voices of no model", "GET", "api/voices?model=none"),
        new("health", "GET", "api/health"),
        new("health in capitals", "GET", "API/Health"),
        new("no route", "GET", "api/nothing"),

        // Answered before the body is read.
        new("40 MiB of an unknown kind", "POST", "api/jobs", Mebibytes(40, "application/pdf")),
        new("40 MiB of an unknown kind, their length not stated", "POST", "api/jobs", Mebibytes(40, "application/pdf", stated: false)),
        new("40 MiB of an unknown kind of batch", "POST", "api/batches", Mebibytes(40, "text/csv")),
        new("40 MiB for no job", "POST", $"api/jobs/{NoSuchId}/cancel", Mebibytes(40, "text/plain")),
        new("40 MiB of blanks", "POST", "api/jobs", Mebibytes(40, "text/plain")),
        new("95 MiB", "POST", "api/jobs", Mebibytes(95, "text/plain")),
        new("95 MiB, their length not stated", "POST", "api/jobs", Mebibytes(95, "text/plain", stated: false)),
        new("95 MiB of a batch", "POST", "api/batches", Mebibytes(95, "application/x-ndjson")),
        new("95 MiB of a batch, their length not stated", "POST", "api/batches", Mebibytes(95, "application/x-ndjson", stated: false)),
        new("95 MiB to speak", "POST", "api/v1/audio/speech", Mebibytes(95, "application/json"), WithSpeechKey),
        new("95 MiB of a show", "PUT", "api/shows/another", Mebibytes(95, "application/json")),

        // Where the real host answers by itself.
        new("no key", "GET", "api/jobs", With: request => request.Headers.Remove("x-functions-key"), Differs: Unkeyed),
        new("a wrong key", "GET", "api/jobs?code=wrong", With: request => request.Headers.Remove("x-functions-key"), Differs: Unkeyed),
        new("a wrong key and 40 MiB", "POST", "api/jobs", Mebibytes(40, "text/plain"), request => request.Headers.Remove("x-functions-key"), Unkeyed),
        new("another method", "PUT", "api/jobs/{job}", Differs: OtherMethod),
        new("another method of health", "POST", "api/health", Differs: OtherMethod),
        new("the root", "GET", "", Differs: Root),
    ];

    static void WithSpeechKey(HttpRequestMessage request) => request.Headers.Authorization = new("Bearer", WorkerPipeline.SpeechKey);

    static void AsPlayerInPage(HttpRequestMessage request) => request.Headers.Add("Origin", "https://player.example");
}
