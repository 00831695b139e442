using System.Diagnostics;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace SpeechPipeline.EndToEnd;

/// <summary>Clients that generators of others make of the contract: compiled, then each converts an article.</summary>
public sealed class GeneratedClientSpecs(PipelineFixture fixture) : IDisposable
{
    const string Program = """
        using Generated;
        using Generated.Models;
        using Microsoft.Kiota.Abstractions;

        public static class Program
        {
            public static async Task<string> ConvertAsync(IRequestAdapter adapter)
            {
                var client = new SpeechClient(adapter);
                var article = new NewJob_article { Format = NewJob_article_format.Markdown, Content = "# Generated\n\nThis client was written by nobody." };
                var answer = await client.Jobs.PostAsync(new NewJob { Article = article, Voice = "am_adam", ResponseFormat = NewJob_response_format.Mp3 }, request => request.Headers.Add("Prefer", "wait=60"));
                var job = await client.Jobs[answer!.Job!.Id!].GetAsync();
                return $"{job!.Status} {job.Result!.Audio!.Url}";
            }

            public static async Task<string> RefuseAsync(IRequestAdapter adapter)
            {
                try
                {
                    await new SpeechClient(adapter).Jobs.PostAsync(new NewJob { Input = "Too fast.", Voice = "am_adam", Speed = 9 });
                    return "";
                }
                catch (Problem problem)
                {
                    return $"{problem.Status} {problem.Errors![0].Pointer}";
                }
            }
        }
        """;

    static readonly string[] Namespaces = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks"];

    readonly string _folder = Directory.CreateTempSubdirectory("generated-client-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_client_in_csharp_made_by_Kiota_converts_an_article()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "openapi.json"), (await DocumentAsync()).GetRawText(), Cancellation);
        await DotnetAsync("tool", "restore");
        await DotnetAsync("kiota", "generate", "-l", "CSharp", "-d", Path.Combine(_folder, "openapi.json"), "-o", Path.Combine(_folder, "client"), "-c", "SpeechClient", "-n", "Generated", "--log-level", "Critical");
        var program = Compile([Program, .. Directory.EnumerateFiles(Path.Combine(_folder, "client"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)]);

        using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider()) { BaseUrl = fixture.Driver.Address("api").AbsoluteUri };
        var told = await CallAsync("ConvertAsync");
        Assert.StartsWith("Completed http", told, StringComparison.Ordinal);
        Assert.NotEmpty(Ffmpeg.DecodeFile(await PipelineDriver.DownloadAsync(told.Split(' ')[1], ".mp3")));
        Assert.Equal("400 #/speed", await CallAsync("RefuseAsync"));

        Task<string> CallAsync(string method) => (Task<string>)program.GetMethod(method)!.Invoke(null, [adapter])!;
    }

    [Fact]
    public async Task A_client_in_typescript_made_by_openapi_typescript_converts_an_article()
    {
        using var tool = new NodeTool("generated-client.mjs");
        var told = JsonSerializer.Deserialize<JsonElement>(await tool.Ask(
            JsonSerializer.Serialize(new { document = await DocumentAsync(), address = fixture.Driver.Address("api").AbsoluteUri, folder = _folder }), Cancellation));
        Assert.Empty(told.At("errors").EnumerateArray());
        // A field that the contract does not have is an error of the compiler.
        Assert.Contains("vioce", Assert.Single(told.At("wrong").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal("completed", told.At("job").Text("status"));
        Assert.NotEmpty(Ffmpeg.DecodeFile(await PipelineDriver.DownloadAsync(told.At("job").Text("url"), ".mp3")));
    }

    async Task<JsonElement> DocumentAsync()
    {
        using var response = await fixture.Driver.GetAsync("api/openapi.json");
        return await PipelineDriver.ReadAsync(response, 200);
    }

    static Type Compile(IEnumerable<string> sources)
    {
        var usings = string.Concat(Namespaces.Select(name => $"global using {name};"));
        var compilation = CSharpCompilation.Create(
            "Generated",
            sources.Append(usings).Select(source => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: ["NETCOREAPP3_1_OR_GREATER"]), cancellationToken: Cancellation)),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, cancellationToken: Cancellation);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
        return System.Reflection.Assembly.Load(assembly.ToArray()).GetType("Program")!;
    }

    static async Task DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository.PathOf(), RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{await output}\n{await errors}");
    }
}
