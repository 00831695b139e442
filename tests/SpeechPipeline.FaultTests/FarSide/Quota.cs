namespace SpeechPipeline.FaultTests.FarSide;

/// <summary>Lets so many calls be under way and no more, and says how much of that was used; by the clock of the test.</summary>
sealed class Quota(TimeProvider clock, int places)
{
    readonly Lock _lock = new();
    DateTimeOffset _countedAt = clock.GetUtcNow();
    TimeSpan _used;
    TimeSpan _allowed;
    int _places = places;
    int _underWay;

    /// <summary>Takes a place, if there is one.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            Count();
            if (_underWay >= _places)
            {
                return false;
            }

            _underWay++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            Count();
            _underWay--;
        }
    }

    public void Move(int places)
    {
        lock (_lock)
        {
            Count();
            _places = places;
        }
    }

    /// <summary>Which part of the places was used since this was last asked.</summary>
    public double TakeGoodput()
    {
        lock (_lock)
        {
            Count();
            var goodput = _used / _allowed;
            (_used, _allowed) = (TimeSpan.Zero, TimeSpan.Zero);
            return goodput;
        }
    }

    void Count()
    {
        var passed = clock.GetUtcNow() - _countedAt;
        _countedAt += passed;
        // After a move downwards more may be under way than are allowed from then on.
        _used += passed * Math.Min(_underWay, _places);
        _allowed += passed * _places;
    }
}
