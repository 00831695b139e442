namespace SpeechPipeline.Cli;

/// <summary>The exit codes of the process.</summary>
static class ExitCodes
{
    public const int Success = 0;

    /// <summary>At least one conversion failed.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>Ctrl+C: 128 and the number of SIGINT.</summary>
    public const int Interrupted = 130;
}
