using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Health;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Doctor;

/// <summary>The checks of <c>speech doctor</c>, one after the other; a failed one does not stop those that do not need it.</summary>
/// <param name="server">The pipeline to examine; null: one is started.</param>
/// <param name="key">The function key of <paramref name="server"/>.</param>
/// <param name="isJson">Whether to print JSON.</param>
sealed class Examination(Uri? server, string? key, bool isJson)
{
    const int LeastNode = 20;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    bool _failed;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            Tell("command", true, $"speech {typeof(Examination).Assembly.GetName().Version?.ToString(3)}, .NET {Environment.Version}, {RuntimeInformation.OSDescription}");
            Tell("configuration", true, File.Exists(CliDefaults.Path) ? CliDefaults.Path : $"none; it would be {CliDefaults.Path}");
            if (server is null)
            {
                await ExamineOwnAsync(cancellationToken);
            }
            else
            {
                await ExamineAsync(server, cancellationToken);
            }

            return _failed ? ExitCodes.Failed : ExitCodes.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }

    async Task ExamineOwnAsync(CancellationToken cancellationToken)
    {
        await ExamineNodeAsync(cancellationToken);
        ExaminePort(ServerOptions.Local.Port);
        try
        {
            await using var stack = await LocalPipeline.StartAsync(new LocalPipelineOptions(), cancellationToken);
            Tell("pipeline", true, "starts on this machine");
            Tell("speech", true, stack.Endpoint is null
                ? EndpointAddress.Shown(stack.SpeechAddress)
                : "the built-in voice; for another, set Speech__BaseAddress and Speech__ApiKey");
            if (stack.LinkAddress != stack.Address)
            {
                await ExaminePublicAddressAsync(stack.LinkAddress, cancellationToken);
            }

            await ExamineAsync(stack.Address, cancellationToken);
        }
        catch (Exception e) when (e is AzuriteException or InvalidSettingsException or IOException)
        {
            Tell("pipeline", false, e.Message);
        }
    }

    async Task ExamineNodeAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var version = (await node.StandardOutput.ReadToEndAsync(cancellationToken)).Trim();
            await node.WaitForExitAsync(cancellationToken);
            var isRecent = int.TryParse(version.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= LeastNode;
            Tell("node", isRecent, isRecent ? version : $"{version} is too old; install Node.js {LeastNode} or later");
        }
        catch (Win32Exception)
        {
            Tell("node", false, $"there is no 'node' on the PATH; install Node.js {LeastNode} or later");
        }
    }

    void ExaminePort(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            Tell("port", true, string.Create(CultureInfo.InvariantCulture, $"{port} is free for 'speech serve'"));
        }
        catch (SocketException)
        {
            Tell("port", true, string.Create(CultureInfo.InvariantCulture, $"{port} is in use: a pipeline runs there (examine it with --server {ServerOptions.Local}), or 'speech serve' needs --port"));
        }
    }

    async Task ExamineAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new PipelineClient(address, key);
        try
        {
            var health = await client.HealthAsync(cancellationToken);
            TellPart("storage", health.Storage);
            TellPart("endpoint", health.Endpoint);
            TellPart("drop folder", health.Drops);
            Tell("parked messages", health.Parked == 0, health.ParkedDetail ?? "none");
            if (health.Endpoint.IsHealthy)
            {
                await SpeakAsync(client, cancellationToken);
            }
            else
            {
                Tell("sentence", false, "not tried, because the endpoint fails");
            }
        }
        catch (Exception e) when (e is PipelineException or HttpRequestException)
        {
            Tell("pipeline", false, e.Message);
        }
    }

    async Task SpeakAsync(PipelineClient client, CancellationToken cancellationToken)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            var job = await client.SendAsync<JobObject>(HttpMethod.Post, "jobs", new { Input = "This is a test of the voice." }, cancellationToken);
            using var display = new ProgressDisplay(isQuiet: true);
            try
            {
                job = await new JobWatch(client, display).UntilEndedAsync("sentence", job, new Patience(Patience), cancellationToken);
            }
            catch (ConversionException)
            {
                await client.CancelAsync(job.Id);
                throw;
            }

            Tell("sentence", job.Result is not null, job.Result is { } result
                ? string.Create(CultureInfo.InvariantCulture, $"{result.Audio.DurationSeconds:0.0} s spoken by {job.Voice} in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s")
                : JobWatch.ReasonOf(job));
        }
        catch (Exception e) when (e is ConversionException or PipelineException or HttpRequestException)
        {
            Tell("sentence", false, e.Message);
        }
    }

    async Task ExaminePublicAddressAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var response = await http.GetAsync(new Uri(address, "api/health"), cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var isPipeline = body.Contains("\"limiter\"", StringComparison.Ordinal);
            Tell("public address", isPipeline, isPipeline
                ? $"{address} answers as a pipeline"
                : $"{address} answers {(int)response.StatusCode}, not as a pipeline; check the proxy in front of it");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Tell("public address", false, $"{address} does not answer: {e.Message} Without 'speech serve' running behind it, that is as it should be");
        }
    }

    void TellPart(string check, HealthReport.Part part) => Tell(check, part.IsHealthy, part.Detail is { } detail ? $"{part.Status}: {detail}" : part.Status);

    void Tell(string check, bool isGood, string detail)
    {
        _failed |= !isGood;
        Console.WriteLine(isJson
            ? PipelineJson.Text(new { Check = check, Ok = isGood, Detail = detail })
            : $"{(isGood ? "ok  " : "FAIL")}  {check,-16} {Output.Plain(detail)}");
    }
}
