using System.Runtime.InteropServices;

namespace SpeechPipeline.TestTools;

/// <summary>Programs that npm packages of tests/tools ship as binaries, one package a platform.</summary>
static class NpmTool
{
    /// <exception cref="FileNotFoundException">The package is not installed, or has no binary for this platform.</exception>
    public static string PathOf(string scope, string name)
    {
        var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var platform = $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        var path = Repository.PathOf("tests", "tools", "node_modules", scope, platform, OperatingSystem.IsWindows() ? name + ".exe" : name);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is missing: building the tests installs it with npm. This test does not pass without it.");
    }
}
