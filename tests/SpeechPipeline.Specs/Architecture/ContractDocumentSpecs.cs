using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Settings;
using SpeechPipeline.Speech;
using SpeechPipeline.Triggers;

namespace SpeechPipeline.Specs.Architecture;

/// <summary>The OpenAPI document has every call that the functions have, and every field that the readers read, with their bounds.</summary>
public sealed class ContractDocumentSpecs
{
    /// <summary>It only refuses, in the speech endpoint's words.</summary>
    const string Refused = "v1/audio/speech/websocket";

    static readonly JsonObject Document = ((JsonHttpResult<JsonObject>)new GetOpenApi(Options.Create(new PipelineOptions())).Run(new DefaultHttpContext().Request)).Value!;

    [Fact]
    public void Every_call_of_the_functions_is_in_the_document_and_no_other()
    {
        var functions = typeof(SubmitJob).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
            .SelectMany(method => method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes<HttpTriggerAttribute>()))
            .Where(trigger => trigger.Route != Refused)
            .SelectMany(trigger => trigger.Methods!.Where(method => method != "options").Select(method => $"{method} /{trigger.Route}"));
        var documented = Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key} {path.Key}"));
        Assert.Equal(functions.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_fields_of_a_job_are_those_that_are_read()
    {
        var problem = Reader().ReadJson("""{"input":"Words.","voice":"am_adam","nonsense":1}"""u8.ToArray()).Problems.Single();
        Assert.Equal(problem.Detail.Split("allowed are ")[1].TrimEnd('.').Split(", "), Fields("NewJob").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_field_that_is_null_is_one_that_is_left_out()
    {
        var fields = Fields("NewJob").Except(["input"]).ToDictionary(field => field, _ => (object?)null);
        Assert.Empty(Reader().ReadJson(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>(fields) { ["input"] = "Words." })).Problems);
        Assert.All(fields.Keys, field => Assert.Contains("null", Document["components"]!["schemas"]!["NewJob"]!["properties"]![field]!.ToJsonString(), StringComparison.Ordinal));
    }

    public static TheoryData<string> Bounded => ["speed", "lead_in_ms", "lead_out_ms", "expires_after", "retention_days"];

    [Theory]
    [MemberData(nameof(Bounded))]
    public void A_fields_bounds_are_those_that_are_kept(string field)
    {
        var schema = JsonSerializer.SerializeToElement(Document["components"]!["schemas"]!["NewJob"]!["properties"]![field]);
        var (least, most) = (schema.GetProperty("minimum").GetDouble(), schema.GetProperty("maximum").GetDouble());
        var step = schema.GetProperty("type")[0].ValueEquals("integer") ? 1 : 0.01;
        Assert.Empty(Problems(least));
        Assert.Empty(Problems(most));
        Assert.NotEmpty(Problems(least - step));
        Assert.NotEmpty(Problems(most + step));

        IReadOnlyList<FieldProblem> Problems(double value) =>
            Reader().ReadJson(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["input"] = "Words.", ["voice"] = "am_adam", [field] = step == 1 ? (long)value : value })).Problems;
    }

    static IEnumerable<string> Fields(string schema) => Document["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(field => field.Key);

    static RequestReader Reader() => new(Options.Create(new SpeechOptions()), Options.Create(new OutboundOptions()), Options.Create(new SoundOptions()));
}
