using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using SpeechPipeline.LocalHost.Queues;
using SpeechPipeline.LocalHost.Timers;

namespace SpeechPipeline.LocalHost.Functions;

/// <summary>Resolves the values in triggers by the configuration.</summary>
sealed class TriggerSettings(IConfiguration configuration)
{
    const string DefaultConnection = "AzureWebJobsStorage";

    /// <exception cref="InvalidFunctionException">A setting is missing, or no connection string.</exception>
    public QueueFunction Resolve(Function<QueueTriggerAttribute, QueueMessage> function)
    {
        var name = SettingReference.Resolve(function.Trigger.QueueName, function.Name, configuration);
        var connection = Connection(function);
        try
        {
            // No encoding: the listener decodes itself, so that a message that cannot be decoded is copied to the poison queue unchanged.
            var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
            var poison = QueueTrigger.PoisonQueueOf(name);
            return new(function, new(connection, name, options), poison is null ? null : new(connection, poison, options));
        }
        catch (FormatException e) // The library's message quotes the string, which holds a key.
        {
            throw new InvalidFunctionException(function.Name, $"the connection string in '{function.Trigger.Connection ?? DefaultConnection}' cannot be read ({e.GetType().Name}).");
        }
    }

    /// <exception cref="InvalidFunctionException">A setting is missing, or the schedule cannot be read.</exception>
    public TimerFunction Resolve(Function<TimerTriggerAttribute, TimerInfo> function)
    {
        var text = SettingReference.Resolve(function.Trigger.Schedule, function.Name, configuration);
        return new(function, Schedule.Parse(text)
            ?? throw new InvalidFunctionException(function.Name, $"schedule '{text}'{(text == function.Trigger.Schedule ? "" : $", the value of {function.Trigger.Schedule},")} is neither NCRONTAB ({{second}} {{minute}} {{hour}} {{day}} {{month}} {{day of week}}) nor a time span."));
    }

    // The Functions host tries the prefixed name first.
    string Connection(Function<QueueTriggerAttribute, QueueMessage> function)
    {
        var setting = function.Trigger.Connection ?? DefaultConnection;
        return configuration["AzureWebJobs" + setting] is { Length: > 0 } prefixed ? prefixed
            : configuration[setting] is { Length: > 0 } plain ? plain
            : throw new InvalidFunctionException(function.Name, $"setting '{setting}', the storage connection string, is missing or empty.");
    }
}
