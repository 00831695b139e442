namespace SpeechPipeline.Settings;

/// <summary>A setting that names a secret of Azure Key Vault.</summary>
static class KeyVaultReference
{
    /// <summary>Whether the value is still the reference itself. App Service leaves it when it cannot read the secret, such as before a role takes effect.</summary>
    public static bool IsUnresolved(string? value) => value?.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal) == true;
}
