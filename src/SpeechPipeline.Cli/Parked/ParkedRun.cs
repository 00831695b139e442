using System.Globalization;
using System.Text;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Parked;

/// <summary>Asks a running pipeline for its parked messages.</summary>
sealed class ParkedRun(PipelineClient client, Output output)
{
    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in client.ParkedAsync(cancellationToken))
        {
            Console.WriteLine(output.IsJson
                ? PipelineJson.Text(message)
                : string.Create(CultureInfo.InvariantCulture, $"{Name(message)}  {message.Bytes:N0} bytes  {message.ParkedAt:yyyy-MM-dd HH:mm:ss} UTC"));
        }

        return ExitCodes.Success;
    }

    public async Task<int> ShowAsync(string name, CancellationToken cancellationToken)
    {
        var message = await client.GetParkedAsync(name, cancellationToken);
        if (Console.IsOutputRedirected)
        {
            await using var standard = Console.OpenStandardOutput();
            await standard.WriteAsync(message, cancellationToken);
        }
        else
        {
            // Anyone may have written it, so control characters must not reach the terminal.
            Console.WriteLine(string.Concat(Encoding.UTF8.GetString(message).Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c)));
        }

        return ExitCodes.Success;
    }

    /// <param name="names">Of the messages; null: all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<int> DeleteAsync(IReadOnlyList<string>? names, CancellationToken cancellationToken)
    {
        // The whole list is read before the first message is deleted.
        names ??= await client.ParkedAsync(cancellationToken).Select(Name).ToListAsync(cancellationToken);
        return await ServerRun.EachAsync(names, async name =>
        {
            await client.DeleteParkedAsync(name, cancellationToken);
            Console.WriteLine(output.IsJson ? PipelineJson.Text(new { Id = name, Deleted = true }) : $"{name}: deleted.");
        });
    }

    static string Name(ParkedMessage message) => $"{message.Queue}/{message.Id}";
}
