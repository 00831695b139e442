using SpeechPipeline.LocalHost.Configuration;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class HostJsonSpecs : IDisposable
{
    readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_product_s_own_file_is_read()
    {
        var host = HostJson.Read(HostJson.DefaultPath);
        Assert.Equal("api", host.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(10), host.FunctionTimeout);
        Assert.Equal(new(16, 8, 5, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), Base64: false), host.Queues);
    }

    [Fact]
    public void What_is_absent_has_the_functions_host_s_default_and_what_is_unknown_is_ignored()
    {
        var host = Read("""{ "unknown": { "deep": [1] }, "version": "2.0", /* so is this */ "functionTimeout": "-1", }""");
        Assert.Null(host.FunctionTimeout);
        Assert.Equal("api", host.RoutePrefix);
        Assert.Equal(new(16, 8 * Environment.ProcessorCount, 5, TimeSpan.FromMinutes(1), TimeSpan.Zero, true), host.Queues);
    }

    [Theory]
    [InlineData("""{ "version": "1.0" }""", "version is \"1.0\"; 2.0 is allowed")]
    [InlineData("""{ "functionTimeout": "soon" }""", "functionTimeout is \"soon\"")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": 5 } } }""", "extensions.http.routePrefix is 5; text")]
    [InlineData("""{ "extensions": { "queues": { "batchSize": 33 } } }""", "extensions.queues.batchSize is 33; a whole number from 1 to 32")]
    [InlineData("""{ "extensions": { "queues": { "batchSize": "16" } } }""", "extensions.queues.batchSize is \"16\"")]
    [InlineData("""{ "extensions": { "queues": { "newBatchThreshold": -1 } } }""", "extensions.queues.newBatchThreshold is -1; a whole number from 0")]
    [InlineData("""{ "extensions": { "queues": { "maxDequeueCount": 0 } } }""", "extensions.queues.maxDequeueCount is 0")]
    [InlineData("""{ "extensions": { "queues": { "maxPollingInterval": "00:00:00.05" } } }""", "extensions.queues.maxPollingInterval is \"00:00:00.05\"")]
    [InlineData("""{ "extensions": { "queues": { "visibilityTimeout": "8.00:00:00" } } }""", "extensions.queues.visibilityTimeout is \"8.00:00:00\"")]
    [InlineData("""{ "extensions": { "Queues": { "MessageEncoding": "hex" } } }""", "extensions.queues.messageEncoding is \"hex\"; base64 or none")]
    [InlineData("""{ "extensions": { "queues": [] } }""", "extensions.queues is []; an object")]
    [InlineData("[]", "the whole is []; an object")]
    [InlineData("{", "is not JSON")]
    public void A_wrong_value_is_an_error_that_names_the_member(string json, string message) =>
        Assert.Contains(message, Assert.Throws<HostJsonException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_an_error_that_names_it() =>
        Assert.Contains("nowhere.json", Assert.Throws<HostJsonException>(() => HostJson.Read("nowhere.json")).Message);

    HostJson Read(string json)
    {
        File.WriteAllText(_file, json);
        return HostJson.Read(_file);
    }
}
