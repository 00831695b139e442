namespace SpeechPipeline.Requests;

/// <summary>The field <c>retention_days</c>: how many days after its end a job is deleted.</summary>
public static class RetentionField
{
    /// <summary>The least number of days.</summary>
    public const int LeastDays = 1;

    /// <summary>The largest number of days: a hundred years.</summary>
    public const int MostDays = 36_500;

    const string Name = "retention_days";

    /// <returns>Null if the request does not set it, or not to an allowed number, which is reported.</returns>
    internal static int? Read(RequestFields fields)
    {
        var days = fields.Integer(Name);
        if (days is < LeastDays or > MostDays)
        {
            fields.Problem(Name, $"is {days}; it must be from {LeastDays} to {MostDays} days.");
            return null;
        }

        return days;
    }
}
