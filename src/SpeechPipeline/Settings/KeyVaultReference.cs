namespace SpeechPipeline.Settings;

/// <summary>A setting that names a secret of Azure Key Vault.</summary>
static class KeyVaultReference
{
    /// <summary>Whether the value is the reference itself: what App Service leaves where it could not read the secret, such as until roles hold.</summary>
    public static bool IsUnresolved(string? value) => value?.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal) == true;
}
