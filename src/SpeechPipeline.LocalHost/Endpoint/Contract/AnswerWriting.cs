using Microsoft.AspNetCore.Http;

namespace SpeechPipeline.LocalHost.Endpoint.Contract;

static class AnswerWriting
{
    public static Task WriteErrorAsync(this HttpResponse response, int status, EndpointError error, CancellationToken cancellationToken)
    {
        response.StatusCode = status;
        return response.WriteAsJsonAsync(new ErrorAnswer(error), ContractJson.Default.ErrorAnswer, cancellationToken: cancellationToken);
    }
}
