namespace SpeechPipeline.LocalHost.Azurite;

/// <summary>Finds Azurite's program.</summary>
static class AzuriteFiles
{
    static readonly string Program = Path.Combine("node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>Looks in <paramref name="folder"/> and every folder above it.</summary>
    /// <exception cref="AzuriteException">It is in none of these folders.</exception>
    public static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, Program);
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new AzuriteException($"Azurite is missing: no {Program} in {folder} or a folder above it. Run 'npm ci' in the repository's root.");
    }
}
