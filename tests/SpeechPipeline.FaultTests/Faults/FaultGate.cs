using System.Net;

namespace SpeechPipeline.FaultTests.Faults;

/// <summary>Numbers the calls of one process and lets a fault strike one of them.</summary>
sealed class FaultGate(FaultPoint? point = null)
{
    readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _calls;
    int _events;
    int _speaking;
    string? _struckId;

    /// <summary>How many calls were numbered.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public Task Killed => _killed.Task;

    /// <summary>Changes whenever a call begins or ends.</summary>
    public int Events => Volatile.Read(ref _events);

    /// <summary>The call that the fault struck; null as long as it has not.</summary>
    public Call? Struck { get; private set; }

    /// <summary>
    /// How many segments the fault may have cost: at a death, those that had been asked for and were not stored yet; at a fault
    /// of one call, the one that this call was for; where storage says, or nobody can say any more, that the job is somebody else's, what its
    /// runner had begun.
    /// </summary>
    public int InFlight { get; private set; }

    public async Task<HttpResponseMessage> SendAsync(Call call, Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _events);
        ThrowIfKilled();
        try
        {
            var response = Strikes(call) ? await StrikeAsync(call, send) : await CarryOutAsync(call, send);
            ThrowIfKilled();
            return response;
        }
        finally
        {
            Interlocked.Increment(ref _events);
        }
    }

    public void Kill() => _killed.TrySetResult();

    bool StrikesRetries => point!.Fault is not (Fault.LoseAnswer or Fault.TimeOutAfter or Fault.Answer409 or Fault.Answer412);

    bool Strikes(Call call)
    {
        if (point?.Counts?.Invoke(call) == false)
        {
            return call.RetryId is { } retried && retried == _struckId && StrikesRetries;
        }

        var number = Interlocked.Increment(ref _calls);
        if (point is null)
        {
            return false;
        }

        if (number == point.Call)
        {
            (Struck, _struckId) = (call, call.RetryId);
            InFlight = Cost(call);
            return true;
        }

        return (point.ForEver && number > point.Call) || (call.RetryId is { } id && id == _struckId && StrikesRetries);
    }

    async Task<HttpResponseMessage> CarryOutAsync(Call call, Func<Task<HttpResponseMessage>> send)
    {
        if (call.Far == FarKind.Speech)
        {
            Interlocked.Increment(ref _speaking);
        }

        var response = await send();
        if (call.StoresSegment)
        {
            Interlocked.Decrement(ref _speaking);
        }

        return response;
    }

    async Task<HttpResponseMessage> StrikeAsync(Call call, Func<Task<HttpResponseMessage>> send)
    {
        var again = call != Struck;
        switch (point!.Fault)
        {
            case Fault.KillBefore:
                Kill();
                throw new ProcessKilledException();
            case Fault.KillAfter:
                await CarryOutAsync(call, send);
                InFlight = Math.Max(InFlight, Cost(call));
                Kill();
                throw new ProcessKilledException();
            case Fault.LoseAnswer or Fault.TimeOutAfter:
            case Fault.LoseAnswerAndRetries when !again:
                await CarryOutAsync(call, send);
                InFlight = Math.Max(InFlight, Cost(call));
                throw point.Fault == Fault.TimeOutAfter ? TimedOut() : Unreachable();
            case Fault.Answer500 or Fault.Answer503 or Fault.Answer409 or Fault.Answer412:
                return Answer(call, point.Fault);
            case Fault.TimeOut:
                throw TimedOut();
            default:
                throw Unreachable();
        }
    }

    int Cost(Call call) => point!.Fault switch
    {
        Fault.KillBefore or Fault.KillAfter => Volatile.Read(ref _speaking),
        Fault.Answer409 or Fault.Answer412 or Fault.LoseAnswerAndRetries when call.Far == FarKind.Table => Volatile.Read(ref _speaking),
        _ => call.Far == FarKind.Speech || call.StoresSegment ? 1 : 0,
    };

    void ThrowIfKilled()
    {
        if (_killed.Task.IsCompleted)
        {
            throw new ProcessKilledException();
        }
    }

    static HttpRequestException Unreachable() => new(HttpRequestError.ConnectionError, "The connection was reset (injected).");

    static TaskCanceledException TimedOut() => new("The call timed out (injected).");

    /// <summary>With the error code that the service gives when somebody else was first.</summary>
    static HttpResponseMessage Answer(Call call, Fault fault)
    {
        var (status, code) = fault switch
        {
            Fault.Answer500 => (HttpStatusCode.InternalServerError, "InternalError"),
            Fault.Answer503 => (HttpStatusCode.ServiceUnavailable, "ServerBusy"),
            Fault.Answer409 => (HttpStatusCode.Conflict, call.Far switch
            {
                FarKind.Blob => "BlobAlreadyExists",
                FarKind.Table => "EntityAlreadyExists",
                _ => "QueueBeingDeleted",
            }),
            _ => (HttpStatusCode.PreconditionFailed, call.Far == FarKind.Table ? "UpdateConditionNotSatisfied" : "ConditionNotMet"),
        };
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
        response.Headers.Add("x-ms-error-code", code);
        return response;
    }
}
