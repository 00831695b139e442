using Azure.Data.Tables;

namespace SpeechPipeline.Storage;

/// <summary>A row that records which write it comes from.</summary>
public interface IWrittenRow : ITableEntity
{
    /// <summary>A new value for each write, so that a write whose answer was lost can be recognized as our own.</summary>
    string WriteId { get; set; }
}
