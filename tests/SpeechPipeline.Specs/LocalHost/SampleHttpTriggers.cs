using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace SpeechPipeline.Specs.LocalHost;

[SuppressMessage("Performance", "CA1822", Justification = "Triggers are instance methods: their class is what the host makes.")]
public sealed class SampleHttpTriggers(ScopedThing thing, Notes notes)
{
    [Function("Open")]
    public IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("open");

    [Function("Keyed")]
    public Task<IResult> Keyed([HttpTrigger(AuthorizationLevel.Function, "get", Route = "keyed")] HttpRequest request) => Task.FromResult(Results.Text("keyed"));

    [Function("Master")]
    public IResult Master([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "master")] HttpRequest request) => Results.Text("master");

    [Function("Values")]
    public IResult Values(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "POST", Route = "values/{name}/{id}/{count?}")] HttpRequest request,
        string name,
        Guid id,
        int? count,
        FunctionContext context) =>
        Results.Text($"{request.Method} {name} {id} {count?.ToString() ?? "-"} {context.BindingContext.BindingData["NAME"]}");

    [Function("AnyMethod")]
    public IResult AnyMethod([HttpTrigger(AuthorizationLevel.Anonymous, Route = "any")] HttpRequest request) => Results.Text(request.Method);

    [Function("Scoped")]
    public IResult Scoped([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scoped")] HttpRequest request) => Results.Text(thing.Id);

    [Function("Writes")]
    public Task Writes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "writes")] HttpRequest request) =>
        request.HttpContext.Response.WriteAsync("written");

    [Function("Fails")]
    public async Task<IResult> Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails")] HttpRequest request)
    {
        await Task.Yield();
        throw new InvalidOperationException("The inner secret.");
    }

    [Function("FailsLate")]
    public async Task FailsLate([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails-late")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("half");
        await request.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException("Late.");
    }

    [Function("Length")]
    public async Task<IResult> Length([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "length")] HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        long length = 0;
        for (var read = await request.Body.ReadAsync(buffer, cancellationToken); read > 0; read = await request.Body.ReadAsync(buffer, cancellationToken))
        {
            length += read;
        }

        return Results.Text($"{length}");
    }

    [Function("Waits")]
    public async Task<IResult> Waits([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waits")] HttpRequest request, CancellationToken cancellationToken)
    {
        notes.Add("waiting");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            notes.Add("cancelled");
        }

        return Results.Text("cancelled");
    }
}
