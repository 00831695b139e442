using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace SpeechPipeline.TestTools;

/// <summary>Chromium, driven by Playwright (tests/tools/browser.mjs), where it is installed: no package registry of ours has it.</summary>
public static class Browser
{
    static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public const string Missing = "There is no Chromium on this machine (the Debian package chromium).";

    public static bool IsThere => Places.Any(File.Exists);

    /// <summary>Does what a flow of tests/tools/flows.mjs says.</summary>
    /// <param name="flow">The name of the flow.</param>
    /// <param name="address">The pipeline's address.</param>
    /// <param name="argument">What the flow needs beside.</param>
    /// <returns>What went wrong, in lines; and what the flow found.</returns>
    public static async Task<(IReadOnlyList<string> Faults, JsonElement Found)> DoAsync(string flow, Uri address, object? argument = null)
    {
        var start = new ProcessStartInfo("node", ["browser.mjs", flow, address.AbsoluteUri, Repository.PathOf("artifacts", "page"), JsonSerializer.Serialize(argument)])
        {
            WorkingDirectory = Repository.PathOf("tests", "tools"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start the browser");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        var last = (await output).TrimEnd().Split('\n')[^1];
        Assert.True(last.StartsWith('{'), $"{last}\n{await errors}");
        var found = JsonSerializer.Deserialize<JsonElement>(last);
        List<string> faults = [.. from kind in new[] { "errors", "offOrigin", "violations" } from fault in found.GetProperty(kind).EnumerateArray() select $"{kind}: {fault.GetString()}"];
        if (found.TryGetProperty("failed", out var failed))
        {
            faults.Add(failed.GetString()!);
        }

        return (faults, found);
    }
}
