using System.ComponentModel.DataAnnotations;

namespace SpeechPipeline.Settings;

/// <summary>Of a setting that other addresses are made of by adding to its end. What is wrong is not repeated: it may hold a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpAddressAttribute : ValidationAttribute
{
    public HttpAddressAttribute()
        : base("{0} must be an absolute address that begins with https:// or http:// and has neither a query nor a user name.")
    {
    }

    // On Unix, "/path" is an absolute address too, of a file.
    public override bool IsValid(object? value) => value is null
        || (value is Uri { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "", Host.Length: > 0 });
}
