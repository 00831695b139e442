using SpeechPipeline.Infra.Specs.Reading;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Infra.Specs;

/// <summary>Files that are dropped are announced.</summary>
public sealed class EventSpecs
{
    const string Subscription = "Microsoft.EventGrid/systemTopics/eventSubscriptions";

    [Fact]
    public void A_file_that_is_dropped_is_announced_to_the_queue_of_dropped_files()
    {
        var subscription = Deployment.Least.One(Subscription).At("properties");
        Assert.Equal("/blobServices/default/containers/drops/blobs/", subscription.TextAt("filter/subjectBeginsWith"));
        var types = subscription.At("filter/includedEventTypes").EnumerateArray().Select(type => type.GetString());
        Assert.Equal(["Microsoft.Storage.BlobCreated"], types);
        Assert.Equal("EventGridSchema", subscription.TextAt("eventDeliverySchema"));
        var destination = subscription.At("deliveryWithResourceIdentity/destination");
        Assert.Equal("StorageQueue", destination.TextAt("endpointType"));
        Assert.Equal(QueueNames.DroppedFiles, destination.TextAt("properties/queueName"));
        Assert.Contains("/storageAccounts/speechst", destination.TextAt("properties/resourceId"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_announcement_waits_without_limit()
    {
        var destination = Deployment.Least.One(Subscription).At("properties/deliveryWithResourceIdentity/destination");
        Assert.Equal(-1, destination.At("properties/queueMessageTimeToLiveInSeconds").GetInt32());
    }

    [Fact]
    public void Event_Grid_delivers_with_an_identity_of_its_own()
    {
        var identity = Deployment.Least.One(Subscription).At("properties/deliveryWithResourceIdentity/identity");
        Assert.Equal("UserAssigned", identity.TextAt("type"));
        Assert.Contains("/speech-events-", identity.TextAt("userAssignedIdentity"), StringComparison.Ordinal);
        var topic = Deployment.Least.One("Microsoft.EventGrid/systemTopics");
        var assigned = Assert.Single(topic.At("identity/userAssignedIdentities").EnumerateObject());
        Assert.Equal(identity.TextAt("userAssignedIdentity"), assigned.Name);
    }

    [Fact]
    public void The_subscription_comes_after_its_role_and_its_queue()
    {
        var main = CompiledInfra.Templates()[0];
        var drops = main.Nested().Single(template => template.Name == "drops");
        var assignment = drops.Resources
            .Single(resource => resource.Value.TextAt("type") == "Microsoft.Authorization/roleAssignments").Name;
        Assert.Contains(assignment, drops.Resource(Subscription).At("dependsOn").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("storage", main.Json.At("resources/drops/dependsOn").EnumerateArray().Select(name => name.GetString()));
    }
}
