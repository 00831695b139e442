using System.ComponentModel.DataAnnotations;

namespace SpeechPipeline.Settings;

/// <summary>An address that other addresses are built from by appending to it. The message does not repeat a wrong value: it may hold a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpAddressAttribute : ValidationAttribute
{
    public HttpAddressAttribute()
        : base("{0} must be an absolute address that begins with https:// or http:// and has neither a query nor a user name.")
    {
    }

    // On Unix, "/path" is parsed as an absolute file address.
    public override bool IsValid(object? value) => value is null
        || (value is Uri { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "", Host.Length: > 0 });
}
