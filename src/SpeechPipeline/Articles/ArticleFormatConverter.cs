using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpeechPipeline.Articles;

/// <summary>Writes a format as its name.</summary>
sealed class ArticleFormatConverter : JsonConverter<ArticleFormat>
{
    public override ArticleFormat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ArticleFormats.Find(reader.GetString()) ?? throw new JsonException("There is no article format of that name.");

    public override void Write(Utf8JsonWriter writer, ArticleFormat value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
