using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace SpeechPipeline.EndToEnd;

/// <summary>
/// A network namespace with a phone in it, a pair of virtual cards between it and this machine, and on this machine's card an nginx, configured as
/// docs/self-hosting.md says, with TLS by an authority of its own. The phone trusts the authority; it reaches nothing but this machine.
/// </summary>
sealed class PhoneNetwork : IAsyncDisposable
{
    /// <summary>The name by which the phone knows the pipeline.</summary>
    public const string Host = "pods.test";

    static readonly string Name = string.Create(CultureInfo.InvariantCulture, $"phone{Environment.ProcessId % 100_000}");

    readonly string _root = Directory.CreateTempSubdirectory("speech-phone-").FullName;
    Process? _nginx;

    /// <summary>The port on which nginx expects the pipeline.</summary>
    public int Port { get; } = FreePort.On(IPAddress.Any);

    /// <summary>This machine's address as the phone sees it.</summary>
    public string Machine { get; } = string.Create(CultureInfo.InvariantCulture, $"10.231.{Environment.ProcessId % 250}.1");

    string PhoneAddress => $"{Machine[..^1]}2";

    /// <summary>What is missing for one, in words; null: nothing.</summary>
    public static string? Missing() =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "A network namespace needs root on Linux."
        : new[] { "ip", "nginx", "openssl", "curl" }.FirstOrDefault(static name => !Programs.Has(name)) is { } name ? $"There is no {name} on this machine (Debian: iproute2, nginx-light, openssl, curl)."
        : null;

    public async Task StartAsync()
    {
        var (made, _, refusal) = await Programs.RunAsync("ip", "netns", "add", Name);
        Assert.SkipWhen(made != 0, $"This machine permits no network namespace: {refusal}");
        await Programs.SucceedAsync("ip", "link", "add", $"{Name}h", "type", "veth", "peer", "name", $"{Name}p", "netns", Name);
        await Programs.SucceedAsync("ip", "addr", "add", $"{Machine}/30", "dev", $"{Name}h");
        await Programs.SucceedAsync("ip", "link", "set", $"{Name}h", "up");
        await Programs.SucceedAsync("ip", "-n", Name, "addr", "add", $"{PhoneAddress}/30", "dev", $"{Name}p");
        await Programs.SucceedAsync("ip", "-n", Name, "link", "set", $"{Name}p", "up");
        await MakeCertificatesAsync();
        await StartNginxAsync();
    }

    /// <summary>The phone asks for an address, with curl.</summary>
    /// <param name="address">The address.</param>
    /// <param name="options">More of curl's options.</param>
    public async Task<PhoneAnswer> AskAsync(string address, params string[] options)
    {
        var (headers, body) = (InRoot("headers"), InRoot("body"));
        File.Delete(body);
        await Programs.SucceedAsync(
            "ip",
            [
                "netns", "exec", Name, "curl", "--silent", "--show-error", "--max-time", "60", "--cacert", InRoot("authority.pem"), "--resolve", $"{Host}:443:{Machine}",
                "--dump-header", headers, "--output", body, .. options, address,
            ]);
        return PhoneAnswer.Of(await File.ReadAllLinesAsync(headers), File.Exists(body) ? await File.ReadAllBytesAsync(body) : []);
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null)
        {
            _nginx.Kill(entireProcessTree: true);
            await _nginx.WaitForExitAsync(CancellationToken.None);
            _nginx.Dispose();
        }

        await Programs.RunAsync("ip", "link", "del", $"{Name}h");
        await Programs.RunAsync("ip", "netns", "del", Name);
        Directory.Delete(_root, recursive: true);
    }

    async Task MakeCertificatesAsync()
    {
        await Programs.SucceedAsync(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=An authority of the house",
            "-keyout", InRoot("authority.key"), "-out", InRoot("authority.pem"));
        await Programs.SucceedAsync(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", $"/CN={Host}", "-addext", $"subjectAltName=DNS:{Host}",
            "-addext", "basicConstraints=critical,CA:FALSE", "-CA", InRoot("authority.pem"), "-CAkey", InRoot("authority.key"), "-keyout", InRoot("pods.key"), "-out", InRoot("pods.pem"));
    }

    async Task StartNginxAsync()
    {
        var documented = (await File.ReadAllTextAsync(Repository.PathOf("docs", "self-hosting.md"))).Split("With nginx:")[1].Split("```")[1];
        foreach (var (written, here) in new[]
        {
            ("listen 443 ssl", $"listen {Machine}:443 ssl"), ("pods.example.com", Host), ("/etc/ssl/", $"{_root}/"), ("127.0.0.1:8080", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}")),
        })
        {
            Assert.Contains(written, documented, StringComparison.Ordinal);
            documented = documented.Replace(written, here, StringComparison.Ordinal);
        }

        var folders = string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(name => $"{name}_temp_path {InRoot(name)};\n"));
        await File.WriteAllTextAsync(
            InRoot("nginx.conf"),
            $"user root;\ndaemon off;\npid {InRoot("nginx.pid")};\nerror_log {InRoot("error.log")};\nevents {{}}\nhttp {{\naccess_log off;\n{folders}{documented}}}\n");
        _nginx = Process.Start("nginx", ["-p", _root, "-c", InRoot("nginx.conf"), "-e", InRoot("error.log")]);
        await Eventually.IsTrueAsync(
            () =>
            {
                Assert.False(_nginx.HasExited, File.Exists(InRoot("error.log")) ? File.ReadAllText(InRoot("error.log")) : "nginx ended.");
                return File.Exists(InRoot("nginx.pid"));
            },
            "nginx runs",
            TestContext.Current.CancellationToken);
    }

    string InRoot(string name) => Path.Combine(_root, name);
}
