namespace SpeechPipeline.TestTools.Servers;

/// <summary>
/// The servers that people name with two settings, an address and a key: what each has for routes, names and errors, as its source or its
/// reference says.
/// </summary>
public static class KnownServers
{
    /// <summary>The key that those which ask for one take.</summary>
    public const string Key = "sk-stand-in-0123456789";

    const uint Unknown = 0xFFFF_FFFF;

    public static IReadOnlyDictionary<string, KnownServer> All { get; } = new Dictionary<string, KnownServer>(StringComparer.Ordinal)
    {
        ["Together"] = new("/v1", Together, Voice: "af_heart", Model: "hexgrad/Kokoro-82M", ListsVoices: true),
        ["OpenAI"] = new("/v1", OpenAi, Voice: "alloy", Model: "tts-1", ListsVoices: false),
        ["Azure OpenAI"] = new("/openai/deployments/speaker?api-version=2025-03-01-preview", AzureOpenAi, Voice: "alloy", Model: "hexgrad/Kokoro-82M", ListsVoices: false),
        ["Kokoro-FastAPI"] = new("/v1", KokoroFastApi, Voice: "af_heart", Model: "kokoro", ListsVoices: true),
        ["Orpheus-FastAPI"] = new("/v1", OrpheusFastApi, Voice: "af_heart", Model: "hexgrad/Kokoro-82M", ListsVoices: true),
        ["speaches"] = new("/v1", Speaches, Voice: "af_heart", Model: "speaches-ai/Kokoro-82M-v1.0-ONNX", ListsVoices: true),
        ["LocalAI"] = new("/v1", LocalAi, Voice: "af_heart", Model: "kokoro", ListsVoices: false),
        ["openedai-speech"] = new("/v1", OpenedAiSpeech, Voice: "alloy", Model: "tts-1", ListsVoices: false),
        ["vLLM"] = new("/v1", Vllm, Voice: "vivian", Model: "Qwen/Qwen3-TTS-12Hz-1.7B-CustomVoice", ListsVoices: true),
    };

    static Reply FastApiMissing => Reply.Json(404, new { detail = "Not Found" });

    static object[] Models(params string[] ids) => [.. ids.Select(static id => new { id, @object = "model", created = 0, owned_by = "user" })];

    static string Input(ServerCall call) => call.Text("input") ?? "";

    // Together's reference of POST /v1/audio/speech, GET /v1/voices and GET /v1/models, which answers with a plain list.
    static Reply Together(ServerCall call)
    {
        if (call.Bearer != Key)
        {
            return Error(401, "Invalid API key provided.", "invalid_request_error", null, "invalid_api_key");
        }

        return call.Route switch
        {
            "GET /v1/voices" => Reply.Json(200, new { data = new[] { new { model = "hexgrad/Kokoro-82M", voices = new[] { new { id = "af_heart", name = "af_heart" }, new { id = "af_alloy", name = "af_alloy" } } } } }),
            "GET /v1/models" => Reply.Json(200, new[] { new { id = "hexgrad/Kokoro-82M", type = "audio" }, new { id = "meta-llama/Llama-3-8b", type = "chat" } }),
            "POST /v1/audio/speech" when call.Text("model") != "hexgrad/Kokoro-82M" => Error(404, $"Unable to access model {call.Text("model")}.", "invalid_request_error", "model", "model_not_available"),
            "POST /v1/audio/speech" => Reply.Sound(ToneSound.Wav(Input(call)), "application/octet-stream"),
            _ => Error(404, $"Not found: {call.Path}", "invalid_request_error", null, null),
        };
    }

    // OpenAI's reference of audio/speech and models: no list of voices, sizes of 0xFFFFFFFF, and parameters that it does not know are refused one by one.
    static Reply OpenAi(ServerCall call)
    {
        string[] known = ["model", "input", "voice", "instructions", "response_format", "speed", "stream_format"];
        if (call.Bearer != Key)
        {
            return Error(401, $"Incorrect API key provided: {call.Bearer}.", "invalid_request_error", null, "invalid_api_key");
        }

        return call.Route switch
        {
            "GET /v1/models" => Reply.Json(200, new { @object = "list", data = Models("gpt-5", "whisper-1", "tts-1-hd", "tts-1", "gpt-4o-mini-tts", "gpt-4o-mini-transcribe", "gpt-realtime") }),
            "POST /v1/audio/speech" when call.Fields.Except(known).FirstOrDefault() is { } field => Error(400, $"Unknown parameter: '{field}'.", "invalid_request_error", field, "unknown_parameter"),
            "POST /v1/audio/speech" when call.Text("model") is not ("tts-1" or "tts-1-hd" or "gpt-4o-mini-tts") => Error(404, $"The model `{call.Text("model")}` does not exist or you do not have access to it.", "invalid_request_error", null, "model_not_found"),
            "POST /v1/audio/speech" when call.Text("voice") is not ("alloy" or "ash" or "coral" or "echo" or "fable" or "nova" or "onyx" or "sage" or "shimmer") =>
                Error(400, "[{'type': 'enum', 'loc': ('body', 'voice'), 'msg': \"Input should be 'nova', 'shimmer', 'echo', 'onyx', 'fable', 'alloy', 'ash', 'sage' or 'coral'\"}]", "invalid_request_error", null, null),
            "POST /v1/audio/speech" => Reply.Sound(ToneSound.Wav(Input(call), sizes: Unknown)),
            _ => Error(404, $"Invalid URL ({call.Route})", "invalid_request_error", null, null),
        };
    }

    // Azure OpenAI's REST reference: a deployment in the path, a version in the query, the key in api-key.
    static Reply AzureOpenAi(ServerCall call)
    {
        if (!call.Query.Contains("api-version=", StringComparison.Ordinal))
        {
            return Reply.Json(404, new { error = new { code = "404", message = "Resource not found" } });
        }

        if (call.Headers["api-key"] != Key)
        {
            return Reply.Json(401, new { error = new { code = "401", message = "Access denied due to invalid subscription key or wrong API endpoint." } });
        }

        return call.Route switch
        {
            "POST /openai/deployments/speaker/audio/speech" when call.Text("voice") != "alloy" => Error(400, $"Invalid value: '{call.Text("voice")}'. Supported values are: 'alloy', 'echo', 'nova'.", "invalid_request_error", "voice", "invalid_value"),
            "POST /openai/deployments/speaker/audio/speech" => Reply.Sound(ToneSound.Wav(Input(call), sizes: Unknown)),
            _ => Reply.Json(404, new { error = new { code = "404", message = "Resource not found" } }),
        };
    }

    // remsky/Kokoro-FastAPI, api/src/routers/openai_compatible.py: names of its own for its model, voices as objects, errors in detail.
    static Reply KokoroFastApi(ServerCall call) => call.Route switch
    {
        "GET /v1/audio/voices" => Reply.Json(200, new { voices = new[] { new { id = "af_bella", name = "af_bella" }, new { id = "af_heart", name = "af_heart" } } }),
        "GET /v1/models" => Reply.Json(200, new { @object = "list", data = Models("tts-1", "tts-1-hd", "kokoro", "gpt-4o-mini-tts") }),
        "POST /v1/audio/speech" when call.Text("model") is not ("tts-1" or "tts-1-hd" or "kokoro" or "gpt-4o-mini-tts") =>
            Reply.Json(400, new { detail = new { error = "invalid_model", message = $"Unsupported model: {call.Text("model")}", type = "invalid_request_error" } }),
        "POST /v1/audio/speech" when call.Text("voice") is not ("af_heart" or "af_bella") =>
            Reply.Json(400, new { detail = new { error = "validation_error", message = $"Voice '{call.Text("voice")}' not found. Available voices: af_bella, af_heart", type = "invalid_request_error" } }),
        // Without stream: false it streams, and ends with the rest of a header (older versions).
        "POST /v1/audio/speech" => Reply.Sound(ToneSound.Wav(Input(call), sizes: Unknown, behind: Trailer(44))),
        _ => FastApiMissing,
    };

    // Lex-au/Orpheus-FastAPI, app.py: any model, any voice (tara stands in), voices as strings, detail as text.
    static Reply OrpheusFastApi(ServerCall call) => call.Route switch
    {
        "GET /v1/audio/voices" => Reply.Json(200, new { status = "ok", voices = new[] { "tara", "leah", "jess", "leo", "dan", "mia", "zac", "zoe" } }),
        "POST /v1/audio/speech" when Input(call).Length == 0 => Reply.Json(400, new { detail = "Missing input text" }),
        "POST /v1/audio/speech" => Reply.Sound(ToneSound.Wav(Input(call))),
        _ => FastApiMissing,
    };

    // speaches-ai/speaches, src/speaches/routers: models with their task, voices with name and language, detail as text, 403 without a key.
    static Reply Speaches(ServerCall call)
    {
        const string kokoro = "speaches-ai/Kokoro-82M-v1.0-ONNX";
        if (call.Bearer != Key)
        {
            return Reply.Json(403, new { detail = call.Bearer is null ? "API key required. Please provide an API key using the Authorization header with Bearer scheme." : "Invalid API key. The provided API key is incorrect." });
        }

        return call.Route switch
        {
            "GET /v1/audio/voices" => Reply.Json(200, new { voices = new[] { new { name = "af_heart", language = "en-us", gender = "female", id = "af_heart" } }, @object = "list" }),
            "GET /v1/models" => Reply.Json(200, new { data = new[] { new { id = "Systran/faster-whisper-large-v3", task = "automatic-speech-recognition" }, new { id = $"{kokoro}-int8", task = "text-to-speech" }, new { id = kokoro, task = "text-to-speech" } }, @object = "list" }),
            "POST /v1/audio/speech" when call.Text("model") != kokoro => Reply.Json(404, new { detail = $"Model '{call.Text("model")}' is not installed locally. You can download the model using `POST /v1/models`" }),
            "POST /v1/audio/speech" => Reply.Sound(ToneSound.Wav(Input(call), sizes: 0)),
            _ => FastApiMissing,
        };
    }

    // mudler/LocalAI, core/http: routes with and without a version; a model with a slash is tried, and not loaded; no list of voices.
    static Reply LocalAi(ServerCall call) => call.Route switch
    {
        "GET /v1/models" or "GET /models" => Reply.Json(200, new { @object = "list", data = Models("kokoro", "llama-3.2-1b-instruct") }),
        "POST /v1/audio/speech" or "POST /audio/speech" when call.Text("model") is { } model && model != "kokoro" => model.Contains('/', StringComparison.Ordinal)
            ? Error(500, $"could not load model - all backends returned error: [{model}]", "", null, 500)
            : Error(404, $"model \"{model}\" not found. To see available models, call GET /v1/models", "invalid_request_error", null, 404),
        "POST /v1/audio/speech" or "POST /audio/speech" => Reply.Sound(ToneSound.Wav(Input(call), 22_050), "audio/x-wav"),
        _ => Error(404, "Resource not found", "", null, 404),
    };

    // matatonic/openedai-speech, speech.py and openedai.py: two models, voices of a file, message at the top, param set, no list of voices.
    static Reply OpenedAiSpeech(ServerCall call) => call.Route switch
    {
        "GET /v1/models" => Reply.Json(200, new { @object = "list", data = Models("tts-1-hd", "tts-1") }),
        "POST /v1/audio/speech" when call.Text("model") is not ("tts-1" or "tts-1-hd") => Bad("No such model, must be tts-1 or tts-1-hd.", "model"),
        "POST /v1/audio/speech" when call.Text("voice") is not ("alloy" or "echo" or "fable" or "onyx" or "nova" or "shimmer") => Bad($"Error loading voice: {call.Text("voice")}, KeyError: '{call.Text("voice")}'", "voice"),
        "POST /v1/audio/speech" => Reply.Sound(ToneSound.Wav(Input(call), 22_050, sizes: Unknown)),
        _ => FastApiMissing,
    };

    // vllm-project/vllm-omni, vllm_omni/entrypoints/openai: one model, voices as strings beside uploaded ones, languages by their names.
    static Reply Vllm(ServerCall call)
    {
        const string model = "Qwen/Qwen3-TTS-12Hz-1.7B-CustomVoice";
        if (call.Bearer != Key)
        {
            return Reply.Json(401, new { error = "Unauthorized" });
        }

        return call.Route switch
        {
            "GET /v1/audio/voices" => Reply.Json(200, new { voices = new[] { "vivian", "ryan", "aiden" }, uploaded_voices = Array.Empty<object>() }),
            "GET /v1/models" => Reply.Json(200, new { @object = "list", data = Models(model) }),
            "POST /v1/audio/speech" when call.Text("model") is { } asked && asked != model => Reply.Json(404, new { @object = "error", message = $"The model `{asked}` does not exist.", type = "NotFoundError", param = "model", code = 404 }),
            "POST /v1/audio/speech" when call.Text("language") is "en" => Reply.Json(400, new { @object = "error", message = "Invalid language 'en'. Supported: Auto, Chinese, English, German", type = "BadRequestError", param = (string?)null, code = 400 }),
            "POST /v1/audio/speech" when call.Text("voice") is not ("vivian" or "ryan" or "aiden") => Reply.Json(400, new { @object = "error", message = $"Invalid voice '{call.Text("voice")}'. Supported: aiden, ryan, vivian", type = "BadRequestError", param = (string?)null, code = 400 }),
            "POST /v1/audio/speech" => Reply.Sound(ToneSound.Wav(Input(call))),
            _ => FastApiMissing,
        };
    }

    static Reply Bad(string message, string param) => Reply.Json(400, new { message, code = 400, type = "BadRequestError", param });

    static Reply Error(int status, string message, string type, string? param, object? code) => Reply.Json(status, new { error = new { message, type, param, code } });

    /// <summary>A header of zeros in which only the two sizes were mended.</summary>
    static byte[] Trailer(int header)
    {
        var trailer = new byte[header];
        BitConverter.TryWriteBytes(trailer.AsSpan(4), 96_036);
        BitConverter.TryWriteBytes(trailer.AsSpan(header - 4), 96_000);
        return trailer;
    }
}
