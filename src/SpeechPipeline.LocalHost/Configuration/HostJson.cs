using System.Text.Json;

namespace SpeechPipeline.LocalHost.Configuration;

/// <summary>The part of host.json that the local host applies. Other members are ignored.</summary>
/// <param name="FunctionTimeout">After this an invocation's token is cancelled; null is unlimited.</param>
/// <param name="RoutePrefix"><c>extensions.http.routePrefix</c>, without slashes at its ends; default "api", may be empty.</param>
/// <param name="Queues"><c>extensions.queues</c>.</param>
public sealed record HostJson(TimeSpan? FunctionTimeout, string RoutePrefix, QueuesSection Queues)
{
    /// <summary>host.json beside the assembly.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <exception cref="HostJsonException">The file is missing, is not JSON, or a member has a value that is not allowed.</exception>
    public static HostJson Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path),
                new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Read(new HostJsonMember(path, "", document.RootElement));
        }
        catch (JsonException e)
        {
            throw new HostJsonException($"{path} is not JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostJsonException($"{path} cannot be read: {e.Message}", e);
        }
    }

    static HostJson Read(HostJsonMember root)
    {
        _ = root["version"].Choice("2.0", "2.0");
        var extensions = root["extensions"];
        return new(
            root["functionTimeout"].TimeoutOrUnlimited(),
            extensions["http"]["routePrefix"].Text("api").Trim('/'),
            QueuesSection.Read(extensions["queues"]));
    }
}
