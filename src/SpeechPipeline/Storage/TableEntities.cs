using System.Reflection;
using System.Runtime.Serialization;
using Azure.Data.Tables;

namespace SpeechPipeline.Storage;

/// <summary>Reads a row, from a partition with several kinds of rows, as the kind that its key names.</summary>
static class TableEntities
{
    /// <summary>The row as <typeparamref name="T"/>; properties that the row lacks keep their defaults, as the typed queries of the SDK do.</summary>
    public static T As<T>(this TableEntity entity)
        where T : ITableEntity, new()
    {
        var row = new T { PartitionKey = entity.PartitionKey, RowKey = entity.RowKey, Timestamp = entity.Timestamp, ETag = entity.ETag };
        foreach (var property in Columns<T>.Properties)
        {
            if (entity.TryGetValue(property.Name, out var value))
            {
                property.SetValue(row, value);
            }
        }

        return row;
    }

    static class Columns<T>
    {
        public static readonly PropertyInfo[] Properties =
        [
            .. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanWrite
                    && property.GetCustomAttribute<IgnoreDataMemberAttribute>() is null
                    && typeof(ITableEntity).GetProperty(property.Name) is null),
        ];
    }
}
