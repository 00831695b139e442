using System.Text.Json;
using Azure.Storage.Queues.Models;
using SpeechPipeline.LocalHost.Functions;

namespace SpeechPipeline.LocalHost.Queues;

/// <summary>Binds the parameters of a queue function: the message as it is, as text, as bytes, or read as JSON.</summary>
static class QueueParameters
{
    // The worker's own serializer ignores case.
    static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static FunctionInvoker<QueueMessage> Bind(FunctionSignature signature) =>
        signature.Bind<QueueMessage>(Message, _ => null, mayAnswer: false);

    static ParameterBinding<QueueMessage>? Message(Type type) =>
        type == typeof(QueueMessage) ? static (_, message) => message
        : type == typeof(string) ? static (_, message) => message.Body.ToString()
        : type == typeof(BinaryData) ? static (_, message) => message.Body
        : type == typeof(byte[]) ? static (_, message) => message.Body.ToArray()
        : type.IsByRef || type.IsInterface ? null
        : (_, message) => JsonSerializer.Deserialize(message.Body.ToMemory().Span, type, Json) ?? throw new JsonException("The message is JSON null.");
}
