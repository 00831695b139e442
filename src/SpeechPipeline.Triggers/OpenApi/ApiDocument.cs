using System.Text.Json.Nodes;
using SpeechPipeline.Articles;
using SpeechPipeline.Batches;
using SpeechPipeline.Drops;
using SpeechPipeline.Durability;
using SpeechPipeline.Health;
using SpeechPipeline.Jobs;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Triggers.OpenApi;

/// <summary>The contract of the HTTP API (OpenAPI 3.1.1): every route, its parameters, bodies and answers. The schemas of answers come from their types.</summary>
static class ApiDocument
{
    const string Key = "functionKey";
    const string SpeechKey = "speechKey";

    static readonly Dictionary<string, string> Tags = new()
    {
        ["Jobs"] = "An article becomes an episode.",
        ["Batches"] = "Many jobs at once.",
        ["Webhooks"] = "What receivers were told.",
        ["Episodes"] = "The files of an episode, by the token in their address.",
        ["Shows"] = "Podcasts, each with a feed.",
        ["Speech"] = "Voices, and the speech endpoint's own calls.",
        ["Operation"] = "For those who run the pipeline.",
    };

    static readonly Dictionary<string, Type> Answered = new()
    {
        ["Job"] = typeof(JobObject),
        ["Plan"] = typeof(PlanObject),
        ["Batch"] = typeof(BatchObject),
        ["BatchItem"] = typeof(BatchItemObject),
        ["Show"] = typeof(ShowObject),
        ["Episode"] = typeof(EpisodeObject),
        ["Drops"] = typeof(DropsObject),
        ["Delivery"] = typeof(DeliveryObject),
        ["WebhookTest"] = typeof(WebhookTestObject),
        ["Costs"] = typeof(CostsObject),
        ["ParkedMessage"] = typeof(ParkedMessage),
        ["Health"] = typeof(HealthReport),
    };

    // They are the same for every caller, and take work.
    static readonly JsonObject AllPaths = Paths();
    static readonly JsonObject AllSchemas = Schemas();

    /// <param name="server">The address of the API, with the route prefix.</param>
    /// <param name="version">The version of the app.</param>
    public static JsonObject Build(string server, string version) => new()
    {
        ["openapi"] = "3.1.1",
        ["info"] = new JsonObject
        {
            ["title"] = "Speech pipeline",
            ["version"] = version,
            ["description"] = "Turns articles, web pages and books into finished audio episodes.",
            ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
        ["security"] = new JsonArray(new JsonObject { [Key] = new JsonArray() }),
        ["tags"] = new JsonArray([.. Tags.Select(static tag => new JsonObject { ["name"] = tag.Key, ["description"] = tag.Value })]),
        ["paths"] = AllPaths.DeepClone(),
        ["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                [Key] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key", ["description"] = "A function key; locally none is needed unless Host:FunctionKeys are set." },
                [SpeechKey] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "One of SpeechApi:Keys." },
            },
            ["schemas"] = AllSchemas.DeepClone(),
        },
    };

    static JsonObject Schemas()
    {
        var schemas = new JsonObject();
        foreach (var (name, type) in Answered)
        {
            schemas[name] = ApiSchemas.Of(type, name);
        }

        schemas["NewJob"] = ApiFields.Request(ApiFields.Speech.Concat(ApiFields.Job));
        schemas["NewBatch"] = ApiFields.Request(new Dictionary<string, JsonObject>
        {
            ["items"] = new() { ["type"] = "array", ["items"] = Item(), ["maxItems"] = 10_000, ["description"] = "The jobs; or else feed_url." },
            ["feed_url"] = ApiFields.Address("A feed whose entries become the jobs."),
            ["defaults"] = ApiFields.Anything("Fields of a job that each item has unless it names them."),
            ["webhook"] = ApiFields.Webhook(WebhookField.OfBatches),
            ["max_cost_usd"] = new() { ["type"] = "number", ["exclusiveMinimum"] = 0, ["description"] = "The batch is refused if it costs more." },
            ["dry_run"] = ApiFields.Flag("Price the items, speak nothing."),
            ["metadata"] = (JsonObject)ApiFields.Job["metadata"].DeepClone(),
        });
        schemas["NewShow"] = ApiSchemas.Of(typeof(ShowSettings), "NewShow");
        ((JsonObject)schemas["NewShow"]!).Remove("required");
        schemas["NewSpeech"] = ApiFields.Request(
            ApiFields.Speech.Concat(ApiFields.Job.Where(static field => !ApiFields.JobsAlone.Contains(field.Key))).Append(KeyValuePair.Create("stream_format", ApiFields.Choice("Audio is delivered as a whole.", "audio"))), "input");
        // OpenAI's name for 16-bit samples without a header.
        schemas["NewSpeech"]!["properties"]!["response_format"]!["enum"]!.AsArray().Add("pcm");
        schemas["NewWebhookTest"] = ApiFields.Object(new Dictionary<string, JsonObject> { ["url"] = ApiFields.Address("The receiver's address.") }, "url");
        schemas["Problem"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "RFC 9457.",
            ["properties"] = new JsonObject
            {
                ["type"] = ApiFields.Text("The kind of problem."),
                ["title"] = ApiFields.Text("The problem in short."),
                ["status"] = ApiFields.Whole("The status of the answer.", 400, 599),
                ["detail"] = ApiFields.Text("The problem in words."),
                ["errors"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = ApiFields.Object(
                        new Dictionary<string, JsonObject> { ["pointer"] = ApiFields.Text("The field: #/article/format, or ?voice in a query."), ["detail"] = ApiFields.Text("What is wrong with it.") },
                        "pointer", "detail"),
                },
            },
            ["required"] = new JsonArray("title", "status"),
        };
        schemas["PlanOrJob"] = new JsonObject
        {
            ["description"] = "The plan, with dry_run; the ended job, with Prefer: wait.",
            ["oneOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/Plan" }, new JsonObject { ["$ref"] = "#/components/schemas/Job" }),
            ["discriminator"] = new JsonObject
            {
                ["propertyName"] = "object",
                ["mapping"] = new JsonObject { ["plan"] = "#/components/schemas/Plan", ["job"] = "#/components/schemas/Job" },
            },
        };
        schemas["SpeechError"] = ApiFields.Object(
            new Dictionary<string, JsonObject>
            {
                ["error"] = ApiFields.Object(
                    new Dictionary<string, JsonObject> { ["message"] = ApiFields.Text("In words."), ["type"] = ApiFields.Text("The kind."), ["param"] = ApiFields.Text("The field."), ["code"] = ApiFields.Text("A stable code.") },
                    "message", "type"),
            },
            "error");
        schemas["SpeechModels"] = ApiFields.Object(
            new Dictionary<string, JsonObject>
            {
                ["object"] = ApiFields.Text("Always list."),
                ["data"] = new()
                {
                    ["type"] = "array",
                    ["items"] = ApiFields.Object(
                        new Dictionary<string, JsonObject>
                        {
                            ["id"] = ApiFields.Text("The name."),
                            ["object"] = ApiFields.Text("Always model."),
                            ["created"] = ApiFields.Whole("Always 0.", 0, 0),
                            ["type"] = ApiFields.Text("Always audio."),
                            ["owned_by"] = ApiFields.Text("Its maker."),
                        },
                        "id", "object", "created", "type", "owned_by"),
                },
            },
            "object", "data");
        schemas["VoiceNames"] = ApiFields.Object(
            new Dictionary<string, JsonObject> { ["voices"] = new() { ["type"] = "array", ["items"] = ApiFields.Text("A name.") } }, "voices");
        schemas["Voices"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["data"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["properties"] = new JsonObject { ["model"] = ApiFields.Text("The model."), ["voices"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "object" } } },
                        ["required"] = new JsonArray("model", "voices"),
                    },
                },
            },
            ["required"] = new JsonArray("data"),
        };
        return schemas;
    }

    /// <summary>An item of a batch: a job, with a name of the caller's own.</summary>
    static JsonObject Item() => ApiFields.Request(
        ApiFields.Speech.Concat(ApiFields.Job).Where(static field => field.Key != "dry_run").Append(KeyValuePair.Create("custom_id", ApiFields.Text("The caller's own id, handed back.", 500))));

    static JsonObject Paths()
    {
        var paths = new ApiPaths(Key, SpeechKey);
        paths.Add("jobs", "post", "SubmitJob", "Jobs", "Submits a job: as JSON, or the document itself with the fields in the query.", [202, 200, 400, 409, 410, 413, 415], "Job",
            body: "NewJob", documents: ArticleFormats.All.SelectMany(static format => format.MediaTypes), headers: ["Idempotency-Key", "Prefer"], also: (200, "PlanOrJob"));
        paths.Add("jobs", "get", "ListJobs", "Jobs", "Lists jobs, newest first.", [200, 400], "Job", list: Names<JobStatus>(),
            query: [("show", (JsonObject)ApiFields.Job["show"].DeepClone()), ("search", ApiFields.Text("Only with this in the title, the id, the dropped file or a label. A page may be short and have a next one."))]);
        paths.Add("jobs/{id}", "get", "GetJob", "Jobs", "One job.", [200, 404], "Job");
        paths.AddFile("jobs/{id}/events", "GetJobEvents", "Jobs", "The job whenever it changes, as server-sent events named job, until it ends.", [200, 404], Key, head: false);
        paths.Add("jobs/{id}", "delete", "DeleteJob", "Jobs", "Deletes an ended job.", [202, 400, 404, 409], null, query: [("segments", ApiFields.Choice("Whether to delete its stored speech too.", "true", "false"))]);
        paths.Add("jobs/{id}/cancel", "post", "CancelJob", "Jobs", "Ends a job.", [200, 404], "Job");
        paths.Add("jobs/{id}/retry", "post", "RetryJob", "Jobs", "Starts a failed or cancelled job again.", [202, 404, 409], "Job");
        paths.Add("jobs/{id}/webhook/redeliver", "post", "RedeliverJobWebhook", "Webhooks", "Sends a webhook of a job again.", [202, 404, 409], "Job", query: [("event", ApiFields.Text("The id of its event; absent: the last one."))]);
        paths.Add("batches/{id}/webhook/redeliver", "post", "RedeliverBatchWebhook", "Webhooks", "Sends a webhook of a batch again.", [202, 404, 409], "Batch", query: [("event", ApiFields.Text("The id of its event; absent: the last one."))]);
        paths.Add("webhooks/deliveries", "get", "ListDeliveries", "Webhooks", "The webhooks of the work of the last 30 days, the newest work first.", [200, 400], "Delivery", list: Names<DeliveryStatus>());
        paths.Add("webhooks/test", "post", "TestWebhook", "Webhooks", "Sends one signed request to a receiver, and tells what came back.", [200, 400, 413], "WebhookTest", body: "NewWebhookTest");
        paths.Add("batches", "post", "SubmitBatch", "Batches", "Submits up to 10,000 jobs at once.", [202, 400, 409, 413, 415], "Batch", body: "NewBatch", documents: RequestBody.BatchMediaTypes, headers: ["Idempotency-Key"]);
        paths.Add("batches", "get", "ListBatches", "Batches", "Lists batches, newest first.", [200, 400], "Batch", list: Names<BatchStatus>());
        paths.Add("batches/{id}", "get", "GetBatch", "Batches", "One batch.", [200, 404], "Batch");
        paths.Add("batches/{id}/items", "get", "ListBatchItems", "Batches", "Its items in order.", [200, 400, 404], "BatchItem", list: Names<BatchItemStatus>());
        paths.Add("batches/{id}/cancel", "post", "CancelBatch", "Batches", "Cancels what has not ended.", [202, 404], "Batch");
        paths.Add("batches/{id}/retry", "post", "RetryBatch", "Batches", "Starts failed and cancelled items again.", [202, 404, 409], "Batch");
        paths.AddFile("episodes/{id}/{file}", "GetEpisodeFile", "Episodes", "A file of an episode: audio, transcript, transcript.srt, transcript.json, timeline.json, chapters or manifest.", [200, 206, 302, 304, 401, 404, 416]);
        paths.AddFile("episodes/{id}/page", "GetEpisodePage", "Episodes", "A page to hear the episode on.", [200, 401, 404], head: false);
        paths.Add("shows", "get", "ListShows", "Shows", "All shows, by name.", [200, 400], "Show", list: []);
        paths.Add("shows/{show}", "get", "GetShow", "Shows", "A show.", [200, 404], "Show");
        paths.Add("shows/{show}", "put", "PutShow", "Shows", "Replaces all settings of a show, or creates it.", [200, 201, 400, 413, 415], "Show", body: "NewShow", also: (201, "Show"));
        paths.Add("shows/{show}/episodes", "get", "ListEpisodes", "Shows", "Its episodes, the last one asked for first.", [200, 400, 404], "Episode", list: []);
        paths.Add("shows/{show}/episodes/{id}", "delete", "RemoveEpisode", "Shows", "Removes an episode from the show for good.", [204, 404], null);
        paths.Add("shows/{show}/token", "post", "RenewShowToken", "Shows", "Gives the show and its episodes new tokens.", [200, 404], "Show");
        paths.AddFile("shows/{show}/feed.xml", "GetShowFeed", "Shows", "The podcast feed; a private show needs t.", [200, 304, 401, 404, 503]);
        paths.AddFile("shows/{show}/qr.svg", "GetShowQrCode", "Shows", "The address of the feed as a QR code.", [200, 404], Key, head: false);
        paths.AddFile("voices/sample", "GetVoiceSample", "Speech", "A sentence in a voice, as WAV; spoken and paid for once.", [200, 400, 502, 503], Key, head: false,
            query: [("voice", ApiFields.Text("The voice.")), ("model", ApiFields.Text("Its model.")), ("language", ApiFields.Text("The language of the sentence."))]);
        paths.Add("voices", "get", "GetVoices", "Speech", "The voices of the speech endpoint.", [200, 400, 502], "Voices", query: [("model", ApiFields.Text("Only of this model."))]);
        paths.Add("drops", "get", "GetDrops", "Operation", "The files that wait in the drop folder, and the reports of those that came to nothing.", [200, 400], "Drops", query: [("limit", ApiFields.Whole("The most of each.", 1, 200))]);
        paths.Add("costs", "get", "GetCosts", "Operation", "Characters and dollars by day, model and show.", [200, 400], "Costs",
            query: [("days", ApiFields.Whole("The number of days, today's included.", 1, 366)), ("cursor", ApiFields.Text("The next_cursor of the answer before."))]);
        paths.Add("parked", "get", "ListParked", "Operation", "Messages that could not be read.", [200, 400], "ParkedMessage", list: []);
        paths.AddFile("parked/{queue}/{id}", "GetParked", "Operation", "A message, byte for byte.", [200, 404], Key, head: false);
        paths.Add("parked/{queue}/{id}", "delete", "DeleteParked", "Operation", "Deletes a message for good.", [204, 404], null);
        paths.Add("health", "get", "GetHealth", "Operation", "Whether the pipeline can work, and what prevents it.", [200, 503], "Health", open: true, also: (503, "Health"));
        paths.AddSpeech("v1/audio/speech", "post", "CreateSpeech", "The speech endpoint's own call, for text of any length.", [200, 400, 401, 413, 500, 503], body: "NewSpeech");
        paths.AddSpeech("v1/models", "get", "ListModels", "The models of the speech endpoint; to Together's own client, their list alone.", [200, 401], "SpeechModels");
        paths.AddSpeech("v1/voices", "get", "ListSpeechVoices", "The voices of the speech endpoint, by model.", [200, 401, 404, 502], "Voices");
        paths.AddSpeech("v1/audio/voices", "get", "ListSpeechVoiceNames", "The names of the voices.", [200, 401, 404, 502], "VoiceNames");
        paths.AddFile("dashboard", "GetDashboard", "Operation", "The page.", [200, 302, 304], "", head: false);
        paths.AddFile("dashboard/{file}", "GetDashboardFile", "Operation", "A file of the page.", [200, 304, 404], "", head: false);
        paths.AddFile("reference", "GetReference", "Operation", "This document, for people.", [200, 304], "", head: false);
        paths.Add("openapi.json", "get", "GetOpenApi", "Operation", "This document.", [200], "", open: true);
        return paths.Document;
    }

    static string[] Names<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(static name => name.ToLowerInvariant())];
}
