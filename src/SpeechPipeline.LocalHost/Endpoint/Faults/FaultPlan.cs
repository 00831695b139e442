using SpeechPipeline.LocalHost.Endpoint.Contract;

namespace SpeechPipeline.LocalHost.Endpoint.Faults;

/// <summary>Decides which calls get which fault. May be changed at any time, from any thread; the first matching rule counts.</summary>
public sealed class FaultPlan
{
    readonly Lock _lock = new();
    readonly List<Rule> _rules = [];

    /// <summary>The next calls get a fault, after those that earlier rules match.</summary>
    public FaultPlan Next(Fault fault, int calls = 1) => When(_ => true, fault, calls);

    /// <summary>Matching calls get a fault: a given number of them, or all.</summary>
    public FaultPlan When(Func<SpeechRequest, bool> matches, Fault fault, int? calls = null)
    {
        lock (_lock)
        {
            _rules.Add(new Rule(matches, fault, calls ?? int.MaxValue));
        }

        return this;
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    internal Fault? Take(SpeechRequest request)
    {
        lock (_lock)
        {
            if (_rules.FirstOrDefault(rule => rule.Matches(request)) is not { } rule)
            {
                return null;
            }

            rule.CallsLeft--;
            if (rule.CallsLeft == 0)
            {
                _rules.Remove(rule);
            }

            return rule.Fault;
        }
    }

    sealed class Rule(Func<SpeechRequest, bool> matches, Fault fault, int calls)
    {
        public Func<SpeechRequest, bool> Matches => matches;

        public Fault Fault => fault;

        public int CallsLeft { get; set; } = calls;
    }
}
