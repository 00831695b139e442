using System.Diagnostics;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using SpeechPipeline.FunctionsHost.Protocol;

namespace SpeechPipeline.FunctionsHost;

/// <summary>What the host sends a worker to have a function run.</summary>
static class Invocations
{
    /// <summary>For a request that is forwarded beside it: the route's values, by which parameters are bound.</summary>
    public static InvocationRequest Of(FunctionBinding function, HttpContext http)
    {
        var invocation = New(function, new TypedData { Http = new RpcHttp { Method = http.Request.Method, Url = http.Request.GetEncodedUrl() } });
        foreach (var (name, value) in http.Request.RouteValues)
        {
            invocation.TriggerMetadata[name] = new TypedData { String = $"{value}" };
        }

        return invocation;
    }

    /// <summary>For a queue message: the whole of it as binding data, and its ids and counts as metadata.</summary>
    public static InvocationRequest Of(FunctionBinding function, QueueMessage message)
    {
        var content = new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureStorageQueues",
            ContentType = "application/json",
            Content = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(new
            {
                message.MessageId,
                message.PopReceipt,
                message.MessageText,
                message.DequeueCount,
                message.NextVisibleOn,
                message.InsertedOn,
                message.ExpiresOn,
            })),
        };
        var invocation = New(function, new TypedData { ModelBindingData = content });
        invocation.TriggerMetadata["QueueTrigger"] = new TypedData { String = message.MessageText };
        invocation.TriggerMetadata["Id"] = new TypedData { String = message.MessageId };
        invocation.TriggerMetadata["PopReceipt"] = new TypedData { String = message.PopReceipt };
        invocation.TriggerMetadata["DequeueCount"] = new TypedData { String = $"{message.DequeueCount}" };
        return invocation;
    }

    /// <summary>For a timer that is due.</summary>
    public static InvocationRequest OfTimer(FunctionBinding function)
    {
        var now = DateTime.UtcNow;
        var timer = new { ScheduleStatus = new { Last = now.AddMinutes(-1), Next = now.AddMinutes(1), LastUpdated = now }, IsPastDue = false };
        return New(function, new TypedData { Json = JsonSerializer.Serialize(timer) });
    }

    public static StreamingMessage Cancel(string invocationId, TimeSpan grace) =>
        new() { InvocationCancel = new InvocationCancel { InvocationId = invocationId, GracePeriod = Duration.FromTimeSpan(grace) } };

    static InvocationRequest New(FunctionBinding function, TypedData message) => new()
    {
        InvocationId = Guid.NewGuid().ToString(),
        FunctionId = function.Metadata.FunctionId,
        TraceContext = new RpcTraceContext { TraceParent = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" },
        RetryContext = new RetryContext(),
        InputData = { new ParameterBinding { Name = function.Parameter, Data = message } },
    };
}
