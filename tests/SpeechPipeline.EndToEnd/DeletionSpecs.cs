using System.Net.Http.Json;
using System.Text.Json;
using SpeechPipeline.LocalHost.Endpoint.Faults;

namespace SpeechPipeline.EndToEnd;

/// <summary>A job that is deleted, as its caller and a listener meet it.</summary>
public sealed class DeletionSpecs : OwnPipeline
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_job_is_gone_with_its_episode_and_leaves_its_show()
    {
        using var show = await Http.PutAsJsonAsync(Driver.Address("api/shows/short-lived"), new { retention_days = 7 }, Cancellation);
        Assert.Equal(7, (await PipelineDriver.ReadAsync(show, 200)).Number("retention_days"));
        var body = new { input = "Heard for a while.", voice = "am_adam", show = "short-lived", retention_days = 30 };
        var job = await Driver.CompletionOfAsync((await SubmitAsync(body)).Body);
        Assert.Equal(TimeSpan.FromDays(30), job.GetProperty("deletes_at").GetDateTimeOffset() - job.GetProperty("ended_at").GetDateTimeOffset());
        await Eventually.SeeAsync(EpisodesAsync, episodes => episodes == 1);

        Assert.Equal(400, await DeleteAsync(job, "?segments=perhaps"));
        Assert.Equal(202, await DeleteAsync(job, "?segments=true"));
        foreach (var address in (string[])[$"{Driver.Address($"api/jobs/{job.Text("id")}")}", job.At("result", "audio").Text("url"), job.At("result", "transcript").Text("url")])
        {
            using var answer = await Http.GetAsync(new Uri(address), Cancellation);
            Assert.Equal(404, (int)answer.StatusCode);
        }

        Assert.Equal(410, (await SubmitAsync(body)).Status);
        await Eventually.SeeAsync(() => DeleteAsync(job), status => status == 404);
        Assert.Equal(0, await EpisodesAsync());
        var storage = Driver.Storage();
        foreach (var container in (Azure.Storage.Blobs.BlobContainerClient[])[storage.Jobs, storage.Episodes, storage.Segments])
        {
            Assert.Empty(await container.GetBlobsAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_job_that_has_not_ended_must_be_cancelled_first()
    {
        Driver.Pipeline.Endpoint!.Faults.When(_ => true, Fault.Status(401));
        var job = await Driver.SubmitAsync(new { input = "It waits for a key.", voice = "am_adam" });
        using var refused = await Http.DeleteAsync(Driver.Address($"api/jobs/{job.Text("id")}"), Cancellation);
        Assert.Contains($"POST /api/jobs/{job.Text("id")}/cancel", (await PipelineDriver.ReadAsync(refused, 409)).Text("detail"), StringComparison.Ordinal);
        using var cancelled = await Driver.PostAsync($"api/jobs/{job.Text("id")}/cancel", "application/json", []);
        await PipelineDriver.ReadAsync(cancelled, 200);
        Assert.Equal(202, await DeleteAsync(job));
    }

    async Task<int> DeleteAsync(JsonElement job, string query = "")
    {
        using var response = await Http.DeleteAsync(Driver.Address($"api/jobs/{job.Text("id")}{query}"), Cancellation);
        return (int)response.StatusCode;
    }

    async Task<int> EpisodesAsync()
    {
        using var response = await Driver.GetAsync("api/shows/short-lived");
        return (await PipelineDriver.ReadAsync(response, 200)).At("feed").TryGetProperty("episodes", out var episodes) ? episodes.GetInt32() : -1;
    }

    async Task<(int Status, JsonElement Body)> SubmitAsync(object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Driver.Address("api/jobs"));
        request.Content = JsonContent.Create(body);
        request.Headers.Add("Idempotency-Key", "once");
        using var response = await Http.SendAsync(request, Cancellation);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }
}
