using System.CommandLine;

namespace SpeechPipeline.Cli.Doctor;

/// <summary><c>speech doctor</c>: tries everything that a first episode needs, and says what is missing.</summary>
static class DoctorCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print a line of JSON for each check." };
        var server = new ServerOptions("The address of a running pipeline to examine; by default SPEECH_SERVER, else one is started for this run.");
        var command = new Command("doctor", "Checks Node.js, ports, storage, the endpoint, the key and the public address, and speaks a sentence.") { json };
        server.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (address, key) = server.Read(parsed);
            return new Examination(address, key, parsed.GetValue(json)).RunAsync(cancellationToken);
        });
        return command;
    }
}
