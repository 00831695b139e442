using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using SpeechPipeline.Infra.Specs.Reading;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Infra.Specs;

/// <summary>The app makes nothing in storage by itself: what its code names is deployed.</summary>
public sealed class StoreSpecs
{
    static readonly PipelineStorage Code = new(StorageClients.From(
        new ConfigurationBuilder().AddInMemoryCollection([new(StorageClients.Setting, "UseDevelopmentStorage=true")]).Build()));

    [Fact]
    public void Every_container_of_the_code_is_deployed_and_no_other() => Assert.Equal(
        Named<BlobContainerClient>(container => container.Name), Deployed("Microsoft.Storage/storageAccounts/blobServices/containers"));

    [Fact]
    public void Every_table_of_the_code_is_deployed_and_no_other() => Assert.Equal(
        Named<TableClient>(table => table.Name), Deployed("Microsoft.Storage/storageAccounts/tableServices/tables"));

    [Fact]
    public void Every_queue_of_the_code_is_deployed_with_its_poison_queue_and_no_other() => Assert.Equal(
        QueueNames.All.SelectMany(queue => new[] { queue, $"{queue}-poison" }).Order(StringComparer.Ordinal),
        Deployed("Microsoft.Storage/storageAccounts/queueServices/queues"));

    [Fact]
    public void The_package_is_alone_in_its_account() => Assert.Equal(
        ["packages"],
        from resource in Deployment.Least.Resources
        let name = resource.TextAt("name").Split('/')
        where name.Length > 2 && name[0].StartsWith("speechpk", StringComparison.Ordinal)
        select name[^1]);

    static IEnumerable<string> Named<TClient>(Func<TClient, string> name) => typeof(PipelineStorage).GetProperties()
        .Where(property => property.PropertyType == typeof(TClient))
        .Select(property => name((TClient)property.GetValue(Code)!))
        .Order(StringComparer.Ordinal);

    static IEnumerable<string> Deployed(string type) => Deployment.Least.All(type)
        .Select(resource => resource.TextAt("name").Split('/'))
        .Where(name => name[0].StartsWith("speechst", StringComparison.Ordinal))
        .Select(name => name[^1])
        .Order(StringComparer.Ordinal);
}
