namespace SpeechPipeline.TestTools;

/// <summary>Pictures that ffmpeg made.</summary>
public static class Picture
{
    public static byte[] Png(int width, int height) => Make("png", "rgb24", width, height);

    public static byte[] Jpeg(int width, int height) => Make("mjpeg", "yuvj420p", width, height);

    static byte[] Make(string codec, string pixels, int width, int height) =>
        Ffmpeg.Run(default, "-f", "lavfi", "-i", $"testsrc=s={width}x{height}", "-frames:v", "1", "-pix_fmt", pixels, "-c:v", codec, "-f", "image2pipe", "pipe:1");
}
