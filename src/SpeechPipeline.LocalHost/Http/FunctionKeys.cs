using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.LocalHost.Configuration;

namespace SpeechPipeline.LocalHost.Http;

/// <summary>Decides who may call a function: keys in the <c>x-functions-key</c> header or the <c>code</c> query parameter.
/// Without configured keys everyone may.</summary>
sealed class FunctionKeys(HostSettings settings)
{
    readonly byte[][] _function = [.. settings.FunctionKeys.Select(Hash)];
    readonly byte[][] _master = settings.MasterKey is { } key ? [Hash(key)] : [];

    public bool Allow(AuthorizationLevel level, HttpRequest request)
    {
        if (level == AuthorizationLevel.Anonymous || (_function.Length == 0 && _master.Length == 0))
        {
            return true;
        }

        // The header wins, as in Azure.
        var shown = request.Headers["x-functions-key"].ToString() is { Length: > 0 } header ? header : request.Query["code"].ToString();
        var hash = Hash(shown);
        return IsOneOf(_master, hash) | (IsOneOf(_function, hash) & level == AuthorizationLevel.Function);
    }

    // Every key is compared, each in constant time, over hashes of equal length: the time taken tells nothing about a key.
    static bool IsOneOf(byte[][] keys, byte[] hash)
    {
        var found = false;
        foreach (var key in keys)
        {
            found |= CryptographicOperations.FixedTimeEquals(key, hash);
        }

        return found;
    }

    static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
