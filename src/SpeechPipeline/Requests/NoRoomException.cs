namespace SpeechPipeline.Requests;

/// <summary>This process holds as many bodies as its memory allows (<see cref="BodyRoom"/>). The caller may send the request again in a moment.</summary>
public sealed class NoRoomException : Exception;
