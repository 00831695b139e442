using SpeechPipeline.LocalHost.Endpoint.Contract;

namespace SpeechPipeline.LocalHost.Endpoint.Faults;

/// <summary>Which calls go wrong, and how. May be changed at any time, from any thread; the first rule that holds for a call decides.</summary>
public sealed class FaultPlan
{
    readonly Lock _lock = new();
    readonly List<Rule> _rules = [];

    /// <summary>The next calls go wrong, after those that earlier rules take.</summary>
    public FaultPlan Next(Fault fault, int calls = 1) => When(_ => true, fault, calls);

    /// <summary>Calls that match go wrong: as many as said, or all.</summary>
    public FaultPlan When(Func<SpeechRequest, bool> matches, Fault fault, int? calls = null)
    {
        lock (_lock)
        {
            _rules.Add(new Rule(matches, fault, calls ?? int.MaxValue));
        }

        return this;
    }

    /// <summary>From now on every call goes well.</summary>
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
