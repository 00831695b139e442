namespace SpeechPipeline.Settings;

/// <summary>How the files of episodes reach a listener.</summary>
public enum FileDelivery
{
    /// <summary>The app redirects to an address of storage with a signature, valid for a day.</summary>
    Redirect,

    /// <summary>The app itself sends them, from storage as they are read.</summary>
    Stream,
}
