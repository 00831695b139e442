namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>The content of <c>error</c> in every answer that is not audio.</summary>
/// <param name="Message">For a person; never holds the input.</param>
/// <param name="Type">The kind of failure, such as <c>invalid_request_error</c>.</param>
/// <param name="Param">The field at fault, if it is one.</param>
/// <param name="Code">For a program, such as <c>invalid_api_key</c>.</param>
public sealed record EndpointError(string Message, string Type, string? Param, string? Code)
{
    public static EndpointError InvalidRequest(string message, string? param, string code) => new(message, "invalid_request_error", param, code);

    /// <summary>The contract's default error for a status.</summary>
    public static EndpointError For(int status) => status switch
    {
        400 => InvalidRequest("The request is invalid.", null, "invalid_request"),
        401 => InvalidRequest("Invalid API key provided.", null, "invalid_api_key"),
        403 => InvalidRequest("This key may not use the model.", null, "forbidden"),
        404 => InvalidRequest("There is nothing at this address.", null, "not_found"),
        405 => InvalidRequest("This address does not take this method.", null, "method_not_allowed"),
        413 => InvalidRequest("The request is too large.", null, "request_too_large"),
        429 => new("You have reached the dynamic request limit of your account. Slow down.", "rate_limit", null, "dynamic_request_limited"),
        503 => new("The platform is at capacity. Try again later.", "service_unavailable", null, "overloaded"),
        _ => new("The server failed to answer the request.", "server_error", null, "internal_error"),
    };
}
