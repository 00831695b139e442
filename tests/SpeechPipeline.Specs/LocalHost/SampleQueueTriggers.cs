using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class SampleQueueTriggers(Notes notes, ScopedThing thing)
{
    [Function("AsMessage")]
    public void AsMessage([QueueTrigger("%Test:Name%-message")] QueueMessage message, FunctionContext context) =>
        notes.Add($"message {message.Body} {message.DequeueCount} {context.BindingContext.BindingData["DequeueCount"]} {message.MessageId == (string?)context.BindingContext.BindingData["id"]}");

    [Function("AsText")]
    public Task AsText([QueueTrigger("%Test:Name%-text", Connection = "AzureWebJobsStorage")] string text)
    {
        notes.Add($"text {text} in {thing.Id}");
        return Task.CompletedTask;
    }

    [Function("AsBytes")]
    public ValueTask AsBytes([QueueTrigger("%Test:Name%-bytes")] BinaryData bytes)
    {
        notes.Add($"bytes {Convert.ToHexString(bytes)}");
        return ValueTask.CompletedTask;
    }

    [Function("AsJson")]
    public void AsJson([QueueTrigger("%Test:Name%-json", Connection = "Storage")] Order order) => notes.Add($"json {order.Id} {order.Run}");

    [Function("OnStart")]
    public void OnStart([TimerTrigger("%Test:Schedule%", RunOnStartup = true)] TimerInfo timer) => notes.Add($"timer {timer.IsPastDue}");

    public sealed record Order(string Id, int Run);
}
