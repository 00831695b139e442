using System.ComponentModel.DataAnnotations;

namespace SpeechPipeline.Settings;

/// <summary>Of a setting that other addresses are made of by adding to its path. What is wrong is not repeated: it may hold a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpAddressAttribute : ValidationAttribute
{
    /// <summary>Whether a query is kept and sent with every address that is made of this one.</summary>
    public bool MayHaveQuery { get; init; }

    // On Unix, "/path" is parsed as an absolute file address.
    public override bool IsValid(object? value) => value is null
        || (value is Uri { IsAbsoluteUri: true, Scheme: "http" or "https", Fragment: "", UserInfo: "", Host.Length: > 0 } address && (MayHaveQuery || address.Query.Length == 0));

    public override string FormatErrorMessage(string name) =>
        $"{name} must be an absolute address that begins with https:// or http:// and has {(MayHaveQuery ? "no user name" : "neither a query nor a user name")}.";
}
