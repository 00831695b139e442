namespace SpeechPipeline.Speech;

/// <summary>A request that cannot be sent as it is made: its address, or its key.</summary>
sealed class UnsendableException(Exception cause) : Exception(cause.Message, cause);
