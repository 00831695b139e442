using SpeechPipeline.LocalHost.Endpoint.Models;

namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>The request is answered with this status and error instead of audio.</summary>
sealed class RefusedException(int status, EndpointError error, Exception? innerException = null) : Exception(error.Message, innerException)
{
    public int Status => status;

    public EndpointError Error => error;

    public static RefusedException Missing(string field) =>
        new(400, EndpointError.InvalidRequest($"'{field}' is required.", field, "missing_required_parameter"));

    public static RefusedException Invalid(string field, string message, string code = "invalid_value") =>
        new(400, EndpointError.InvalidRequest($"'{field}' {message}", field, code));

    public static RefusedException UnknownModel(string id) => new(404, EndpointError.InvalidRequest(
        $"The model {JsonFields.Quote(id)} is not available; there are {string.Join(", ", SpeechModels.All.Select(model => model.Id))}.", "model", "model_not_available"));
}
