using System.Text;
using System.Text.Json;

namespace SpeechPipeline.TestTools.Servers;

/// <summary>What a stand-in of a speech server answers.</summary>
public sealed record Reply(int Status, string Type, byte[] Body, params (string Name, string Value)[] Headers)
{
    public static Reply Json(int status, object body) => new(status, "application/json", JsonSerializer.SerializeToUtf8Bytes(body));

    public static Reply Text(int status, string body, string type = "text/plain") => new(status, type, Encoding.UTF8.GetBytes(body));

    public static Reply Sound(byte[] body, string type = "audio/wav") => new(200, type, body);
}
