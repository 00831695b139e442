using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Triggers.OpenApi;

/// <summary>The paths of the document, made of one line a route.</summary>
/// <param name="key">The scheme of function keys.</param>
/// <param name="speechKey">The scheme of the speech endpoint's own calls.</param>
sealed partial class ApiPaths(string key, string speechKey)
{
    static readonly Dictionary<int, string> Meanings = new()
    {
        [200] = "Done.",
        [201] = "Created.",
        [202] = "Accepted.",
        [204] = "Deleted.",
        [206] = "A range.",
        [302] = "It is there.",
        [304] = "It has not changed.",
        [400] = "Fields are missing, unknown or wrong.",
        [401] = "The key or token is missing or wrong.",
        [403] = "On the local host: the request came by a name that is not its own.",
        [404] = "There is none.",
        [409] = "It conflicts with an earlier request or state.",
        [410] = "It was deleted.",
        [413] = "The body is too large.",
        [415] = "The body is of a kind that cannot be read.",
        [416] = "There is no such range.",
        [500] = "It failed.",
        [502] = "The speech endpoint failed.",
        [503] = "Not now.",
    };

    static readonly Dictionary<string, string> Headers = new()
    {
        ["Idempotency-Key"] = "The same key with the same request has one effect.",
        ["Prefer"] = "wait=N: to be answered with the ended job, if it ends within N seconds, up to 120 (RFC 7240).",
    };

    public JsonObject Document { get; } = [];

    /// <summary>A call that answers with JSON.</summary>
    /// <param name="route">The route, without the prefix.</param>
    /// <param name="method">The method.</param>
    /// <param name="id">The name of the function.</param>
    /// <param name="tag">The group.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="statuses">The statuses of its answers; the first is that of success.</param>
    /// <param name="answer">The schema of success; null: it has no body; empty: any JSON.</param>
    /// <param name="body">The schema of its body.</param>
    /// <param name="documents">The media types of documents that the body may be instead.</param>
    /// <param name="headers">Headers that it reads.</param>
    /// <param name="query">The parameters of its query.</param>
    /// <param name="list">It is a listing, by these states; empty: of all.</param>
    /// <param name="open">Whether it needs no key.</param>
    /// <param name="also">A second status with a schema of its own.</param>
    public void Add(
        string route, string method, string id, string tag, string summary, int[] statuses, string? answer, string? body = null, IEnumerable<string>? documents = null, string[]? headers = null,
        (string Name, JsonObject Schema)[]? query = null, string[]? list = null, bool open = false, (int Status, string Schema)? also = null)
    {
        var parameters = Parameters(route);
        AddQuery(parameters, query);
        foreach (var header in headers ?? [])
        {
            parameters.Add(Parameter(header, "header", ApiFields.Text(Headers[header], 255)));
        }

        if (list is not null)
        {
            if (list.Length > 0)
            {
                parameters.Add(Parameter("status", "query", ApiFields.Choice("Only those that are so.", list)));
            }

            parameters.Add(Parameter("limit", "query", ApiFields.Whole("The most to list.", 1, 200)));
            parameters.Add(Parameter("cursor", "query", ApiFields.Text("The next_cursor of the page before.")));
        }

        var success = answer is null ? null : answer.Length == 0 ? Json(new JsonObject { ["type"] = "object" }) : Json(list is null ? Reference(answer) : Page(answer));
        var operation = Operation(id, tag, summary, parameters);
        if (body is not null)
        {
            operation["requestBody"] = Body(body, documents ?? []);
        }

        if (open)
        {
            operation["security"] = new JsonArray();
        }

        // A key that is missing or wrong is refused by the host.
        int[] all = open || statuses.Contains(401) ? statuses : [.. statuses, 401];
        operation["responses"] = Responses(all, status => status == also?.Status ? Json(Reference(also.Value.Schema))
            : status == statuses[0] || (status is 201 or 202 or 200) ? success
            : Content("application/problem+json", Reference("Problem")));
        Put(route, method, operation);
    }

    /// <summary>A call that answers with the bytes of a file.</summary>
    /// <param name="route">The route, without the prefix.</param>
    /// <param name="id">The name of the function.</param>
    /// <param name="tag">The group.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="statuses">The statuses of its answers; the first is that of success.</param>
    /// <param name="scheme">The scheme of its keys; null: a token in the query; empty: it needs none.</param>
    /// <param name="head">Whether it answers HEAD too.</param>
    /// <param name="query">The parameters of its query.</param>
    public void AddFile(
        string route, string id, string tag, string summary, int[] statuses, string? scheme = null, bool head = true, (string Name, JsonObject Schema)[]? query = null)
    {
        foreach (var method in head ? new[] { "get", "head" } : ["get"])
        {
            var parameters = Parameters(route);
            if (scheme is null)
            {
                parameters.Add(Parameter("t", "query", ApiFields.Text("The token in its address.")));
            }

            AddQuery(parameters, query);
            var operation = Operation(method == "get" ? id : id + "Head", tag, summary, parameters);
            operation["security"] = string.IsNullOrEmpty(scheme) ? [] : new JsonArray(new JsonObject { [scheme] = new JsonArray() });
            operation["responses"] = Responses(statuses, status => method == "head" || status is 302 or 304 or 416 ? null
                : status < 300 ? Content("*/*", new JsonObject())
                : Content("application/problem+json", Reference("Problem")));
            Put(route, method, operation);
        }
    }

    /// <summary>A call in the speech endpoint's own manner.</summary>
    /// <param name="route">The route, without the prefix.</param>
    /// <param name="method">The method.</param>
    /// <param name="id">The name of the function.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="statuses">The statuses of its answers.</param>
    /// <param name="answer">The schema of success; null: audio.</param>
    /// <param name="body">The schema of its body.</param>
    public void AddSpeech(string route, string method, string id, string summary, int[] statuses, string? answer = null, string? body = null)
    {
        var parameters = Parameters(route);
        if (statuses.Contains(StatusCodesOfModel))
        {
            parameters.Add(Parameter("model", "query", ApiFields.Text("Only of this model.")));
        }

        var operation = Operation(id, "Speech", summary, parameters);
        operation["security"] = statuses.Contains(401) ? new JsonArray(new JsonObject { [speechKey] = new JsonArray() }) : [];
        if (body is not null)
        {
            operation["requestBody"] = Body(body, []);
        }

        operation["responses"] = Responses(statuses, status => status != 200 ? Json(Reference("SpeechError"))
            : answer is not null ? Json(Reference(answer))
            : Content("audio/*", new JsonObject(), "application/octet-stream"));
        Put(route, method, operation);
    }

    const int StatusCodesOfModel = 502;

    /// <summary>The local host refuses requests by a name that is not its own, which a page of another site may have made.</summary>
    const int ForeignHost = 403;

    static void AddQuery(JsonArray parameters, (string Name, JsonObject Schema)[]? query)
    {
        foreach (var (name, schema) in query ?? [])
        {
            parameters.Add(Parameter(name, "query", schema));
        }
    }

    void Put(string route, string method, JsonObject operation)
    {
        if (Document[$"/{route}"] is not JsonObject path)
        {
            Document[$"/{route}"] = path = [];
        }

        path[method] = operation;
    }

    JsonObject Operation(string id, string tag, string summary, JsonArray parameters)
    {
        var operation = new JsonObject { ["operationId"] = id, ["tags"] = new JsonArray(tag), ["summary"] = summary };
        if (parameters.Count > 0)
        {
            operation["parameters"] = parameters;
        }

        operation["security"] = new JsonArray(new JsonObject { [key] = new JsonArray() });
        return operation;
    }

    static JsonArray Parameters(string route)
    {
        var parameters = new JsonArray();
        foreach (Match name in Names.Matches(route))
        {
            var parameter = Parameter(name.Groups[1].Value, "path", ApiFields.Text($"The {name.Groups[1].Value}."));
            parameter["required"] = true;
            parameters.Add(parameter);
        }

        return parameters;
    }

    static JsonObject Parameter(string name, string place, JsonObject schema)
    {
        var description = schema["description"]!.GetValue<string>();
        schema.Remove("description");
        return new JsonObject { ["name"] = name, ["in"] = place, ["description"] = description, ["schema"] = schema };
    }

    static JsonObject Body(string schema, IEnumerable<string> documents)
    {
        var content = (JsonObject)Json(Reference(schema))["content"]!.DeepClone();
        foreach (var type in documents)
        {
            content[type] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } };
        }

        return new JsonObject { ["required"] = true, ["content"] = content };
    }

    static JsonObject Responses(IEnumerable<int> statuses, Func<int, JsonObject?> contentOf)
    {
        var responses = new JsonObject();
        foreach (var status in statuses.Append(ForeignHost).Order())
        {
            var response = new JsonObject { ["description"] = Meanings[status] };
            if ((status == ForeignHost ? Content("application/problem+json", Reference("Problem")) : contentOf(status))?["content"] is { } content)
            {
                response["content"] = content.DeepClone();
            }

            responses[status.ToString(CultureInfo.InvariantCulture)] = response;
        }

        return responses;
    }

    static JsonObject Page(string schema) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["data"] = new JsonObject { ["type"] = "array", ["items"] = Reference(schema) },
            ["next_cursor"] = ApiFields.Text("Where the next page begins; absent: this is the last."),
        },
        ["required"] = new JsonArray("data"),
        ["additionalProperties"] = false,
    };

    static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    static JsonObject Json(JsonObject schema) => Content("application/json", schema);

    static JsonObject Content(string type, JsonObject schema, params string[] others) => new()
    {
        ["content"] = new JsonObject([.. others.Prepend(type).Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonObject { ["schema"] = schema.DeepClone() }))]),
    };

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    static partial Regex Names { get; }
}
