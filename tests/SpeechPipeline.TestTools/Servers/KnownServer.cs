namespace SpeechPipeline.TestTools.Servers;

/// <summary>A server that is met in the field, and what comes of a job there that names neither model nor voice.</summary>
/// <param name="Base">The address that its documentation tells people to use, from its root.</param>
/// <param name="Answer">How it answers.</param>
/// <param name="Voice">The voice that it is asked for in the end.</param>
/// <param name="Model">The model that it is asked for in the end.</param>
/// <param name="ListsVoices">Whether it has a list of voices.</param>
public sealed record KnownServer(string Base, Func<ServerCall, Reply> Answer, string Voice, string Model, bool ListsVoices);
