using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using SpeechPipeline.LocalHost.Configuration;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class HostSettingsSpecs
{
    [Fact]
    public void Without_settings_the_defaults_are_in_bounds() =>
        Assert.Equal(TimeSpan.FromMinutes(1), Read([]).QueueInvisibility);

    [Fact]
    public void Settings_are_read_from_the_section_Host()
    {
        var settings = Read(new() { ["Host:FunctionKeys:0"] = "a", ["Host:FunctionKeys:1"] = "b", ["Host:MasterKey"] = "m", ["Host:MaxPollingInterval"] = "00:00:00.2" });
        Assert.Equal(["a", "b"], settings.FunctionKeys);
        Assert.Equal("m", settings.MasterKey);
        Assert.Equal(TimeSpan.FromMilliseconds(200), settings.MaxPollingInterval);
    }

    [Fact]
    public void A_variable_that_a_shell_sets_by_the_name_HOST_does_no_harm() =>
        Assert.Equal(TimeSpan.FromSeconds(5), Read(new() { ["HOST"] = "machine", ["Host:DrainGrace"] = "00:00:05" }).DrainGrace);

    [Theory]
    [InlineData("Host:QueueInvisibility", "00:00:00.5", "QueueInvisibility")]
    [InlineData("Host:QueueInvisibility", "8.00:00:00", "QueueInvisibility")]
    [InlineData("Host:MinPollingInterval", "00:00:00", "MinPollingInterval")]
    [InlineData("Host:MaxPollingInterval", "02:00:00", "MaxPollingInterval")]
    [InlineData("Host:DrainGrace", "-00:00:01", "DrainGrace")]
    [InlineData("Host:MasterKey", " ", "Host:MasterKey")]
    [InlineData("Host:FunctionKeys:0", "", "Host:FunctionKeys")]
    public void A_setting_out_of_bounds_is_an_error_that_names_it(string name, string value, string named) =>
        Assert.Contains(named, Assert.Throws<ValidationException>(() => Read(new() { [name] = value })).Message);

    static HostSettings Read(Dictionary<string, string?> settings) =>
        HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
