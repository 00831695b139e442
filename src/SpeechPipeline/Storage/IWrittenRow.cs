using Azure.Data.Tables;

namespace SpeechPipeline.Storage;

/// <summary>A row whose writes can be told from a rival's.</summary>
public interface IWrittenRow : ITableEntity
{
    /// <summary>Set anew by every write, so that one whose answer was lost is known for ours.</summary>
    string WriteId { get; set; }
}
