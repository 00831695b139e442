using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;

namespace SpeechPipeline.Cli.Keys;

/// <summary><c>speech keys new</c>: makes a key with which callers show that they may use a pipeline.</summary>
static class KeysCommand
{
    const int Bytes = 32;

    public static Command Create()
    {
        var make = new Command("new", "Prints a new random key.");
        make.SetAction(static _ =>
        {
            Console.WriteLine(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));
            // Not on standard output, so that $(speech keys new) is the key alone.
            Console.Error.WriteLine("For serve: the environment variable Host__FunctionKeys__0. For the other commands: --key.");
            return ExitCodes.Success;
        });
        return new Command("keys", "Makes keys for a pipeline that other machines reach.") { make };
    }
}
