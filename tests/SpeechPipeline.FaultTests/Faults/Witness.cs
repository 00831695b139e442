using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Web;
using System.Xml.Linq;

namespace SpeechPipeline.FaultTests.Faults;

/// <summary>Sees what storage really carried out, on the wire and apart from what the pipeline believes.</summary>
sealed class Witness(TimeProvider clock)
{
    readonly ConcurrentQueue<DelayedMessage> _delayed = new();
    readonly ConcurrentDictionary<string, int> _created = new();
    int _completions;
    int _outrun;

    /// <summary>How many transactions that completed a job were carried out.</summary>
    public int Completions => _completions;

    /// <summary>How many writes came too late: storage held something else by then.</summary>
    public int Outrun => _outrun;

    /// <summary>How often each blob was created.</summary>
    public IReadOnlyDictionary<string, int> Created => _created;

    /// <summary>Only these calls' bodies are read.</summary>
    public static bool Wants(Call call) => call.Far == FarKind.Table && call.Name.EndsWith("$batch", StringComparison.Ordinal);

    public async Task SeeAsync(Call call, Uri uri, string? body, HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            NoteOutrun(call.IsStorage && response.StatusCode == HttpStatusCode.PreconditionFailed);
            return;
        }

        if (body?.Contains("\"Status\":\"Completed\"", StringComparison.Ordinal) == true)
        {
            await response.Content.LoadIntoBufferAsync();
            var parts = await response.Content.ReadAsStringAsync();
            if (!parts.Contains("HTTP/1.1 4", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _completions);
            }

            NoteOutrun(parts.Contains("HTTP/1.1 412", StringComparison.Ordinal));
        }
        else if (call.Far == FarKind.Blob && call.Name.StartsWith("PUT ", StringComparison.Ordinal)
            && !uri.Query.Contains("comp=block&", StringComparison.Ordinal))
        {
            _created.AddOrUpdate(call.Name[4..], 1, (_, count) => count + 1);
        }
        else if (call.Far == FarKind.Queue && HttpUtility.ParseQueryString(uri.Query)["visibilitytimeout"] is { } seconds && seconds != "0")
        {
            await response.Content.LoadIntoBufferAsync();
            var message = XDocument.Parse((await response.Content.ReadAsStringAsync()).TrimStart('\uFEFF')).Descendants("QueueMessage").Single();
            _delayed.Enqueue(new DelayedMessage(
                call.Name["POST ".Length..call.Name.IndexOf("/messages", StringComparison.Ordinal)],
                message.Element("MessageId")!.Value,
                message.Element("PopReceipt")!.Value,
                clock.GetUtcNow().AddSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))));
        }
    }

    /// <summary>The delayed messages whose time has come; each is given once.</summary>
    public IReadOnlyList<DelayedMessage> TakeDue()
    {
        var all = new List<DelayedMessage>();
        while (_delayed.TryDequeue(out var message))
        {
            all.Add(message);
        }

        foreach (var early in all.Where(message => message.Due > clock.GetUtcNow()))
        {
            _delayed.Enqueue(early);
        }

        return [.. all.Where(message => message.Due <= clock.GetUtcNow())];
    }

    public bool HasDelayed => !_delayed.IsEmpty;

    void NoteOutrun(bool isOutrun) => Interlocked.Add(ref _outrun, isOutrun ? 1 : 0);
}
