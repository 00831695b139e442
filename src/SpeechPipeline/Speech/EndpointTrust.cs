using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SpeechPipeline.Speech;

/// <summary>Trusts the authorities of a PEM file for the endpoint's certificate, beside those of the system.</summary>
static class EndpointTrust
{
    /// <summary>What is wrong with the file, in words that follow its name; null when nothing is.</summary>
    public static string? Problem(string file)
    {
        try
        {
            return Read(file).Count == 0 ? $"names '{file}', which holds no certificate in PEM form." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or NotSupportedException)
        {
            return $"names '{file}', which cannot be read as a PEM file of certificates: {e.Message}";
        }
    }

    public static SslClientAuthenticationOptions Options(string file)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // A private authority seldom publishes what it revokes.
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(Read(file));
        AddRoots(policy, StoreLocation.LocalMachine);
        AddRoots(policy, StoreLocation.CurrentUser);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }

    static void AddRoots(X509ChainPolicy policy, StoreLocation location)
    {
        using var store = new X509Store(StoreName.Root, location);
        store.Open(OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(store.Certificates);
    }

    static X509Certificate2Collection Read(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities;
    }
}
