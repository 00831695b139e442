using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QRCoder;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/shows/{show}/qr.svg</c>: the address of the feed as a QR code, for a phone's camera.</summary>
public sealed class GetShowQrCode(ShowStore shows)
{
    const int PixelsPerModule = 8;

    [Function(nameof(GetShowQrCode))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "shows/{show}/qr.svg")] HttpRequest request, string show, CancellationToken cancellationToken)
    {
        if (!ShowName.TryParse(show, out var name) || await shows.FindAsync(name, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"There is no show '{show}'.");
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        using var code = QRCodeGenerator.GenerateQrCode(row.FeedAddress, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        return Results.Text(svg.GetGraphic(PixelsPerModule), "image/svg+xml");
    }
}
