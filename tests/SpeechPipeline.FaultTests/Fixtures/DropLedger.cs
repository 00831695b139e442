namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>The account of a run of the drop folder.</summary>
/// <param name="Files">How many files there were.</param>
/// <param name="Versions">How many versions of them were uploaded.</param>
/// <param name="Events">How many events came.</param>
/// <param name="LostEvents">How many never came.</param>
/// <param name="Swept">How many announcements of sweeps were served.</param>
/// <param name="MostUnfinished">How many jobs of the folder were seen unfinished at a time.</param>
/// <param name="LastOnce">Files whose last version became one job.</param>
/// <param name="EarlierOnce">Earlier versions that became a job before they were overwritten.</param>
/// <param name="Doubled">Versions that became more than one.</param>
/// <param name="Lost">Files whose last version became none.</param>
/// <param name="Unexpected">Jobs of no version, files left in the folder, files refused.</param>
sealed record DropLedger(int Files, int Versions, int Events, int LostEvents, int Swept, int MostUnfinished, int LastOnce, int EarlierOnce, int Doubled, int Lost, int Unexpected)
{
    public bool IsClean => LastOnce == Files && Doubled == 0 && Lost == 0 && Unexpected == 0;

    public override string ToString() =>
        $"versions {Versions}, events {Events} (lost {LostEvents}), swept {Swept}, unfinished at most {MostUnfinished}; last versions converted once {LastOnce} of {Files}, earlier ones once {EarlierOnce}, "
        + $"doubled {Doubled}, lost {Lost}, unexpected {Unexpected}";
}
