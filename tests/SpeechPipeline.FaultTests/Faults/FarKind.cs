namespace SpeechPipeline.FaultTests.Faults;

/// <summary>What a call reaches.</summary>
enum FarKind
{
    Blob,
    Table,
    Queue,
    Speech,
    Receiver,
}
