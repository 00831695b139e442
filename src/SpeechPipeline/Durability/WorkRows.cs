namespace SpeechPipeline.Durability;

/// <summary>The claim on the row of a piece of work.</summary>
public static class WorkRows
{
    public static bool IsClaimed(this IWorkRow row, DateTimeOffset now) => row.ClaimOwner is not null && row.ClaimUntil > now;

    public static void ReleaseClaim(this IWorkRow row)
    {
        row.ClaimOwner = null;
        row.ClaimUntil = null;
    }
}
