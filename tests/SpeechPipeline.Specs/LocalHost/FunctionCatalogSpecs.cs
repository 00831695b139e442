using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using SpeechPipeline.LocalHost.Functions;

namespace SpeechPipeline.Specs.LocalHost;

[SuppressMessage("Performance", "CA1822", Justification = "Triggers are instance methods: their class is what the host makes.")]
public sealed class FunctionCatalogSpecs
{
    [Fact]
    public void Functions_are_found_with_their_triggers()
    {
        var catalog = FunctionCatalog.Of(typeof(Good));
        Assert.Equal(["Http", "Queue", "Static", "Timer"], catalog.Names.Order());
        Assert.Equal(["Http", "Static"], catalog.Http.Select(function => function.Name).Order());
        Assert.Equal("%Names:Queue%-x", Assert.Single(catalog.Queues).Trigger.QueueName);
        Assert.Equal("%Names:Schedule%", Assert.Single(catalog.Timers).Trigger.Schedule);
    }

    [Fact]
    public void The_product_s_own_triggers_can_be_run() => FunctionCatalog.Find(typeof(FunctionCatalog).Assembly);

    [Theory]
    [InlineData(typeof(Twice), "One", "taken")]
    [InlineData(typeof(NoTrigger), "None", "0 trigger parameters")]
    [InlineData(typeof(TwoTriggers), "Two", "2 trigger parameters")]
    [InlineData(typeof(AsyncVoid), "Async", "System.Void")]
    [InlineData(typeof(ReturnsText), "Text", "System.String")]
    [InlineData(typeof(QueueAnswers), "Answer", "IResult")]
    [InlineData(typeof(NotPublic), "Hidden", "public")]
    [InlineData(typeof(UnknownParameter), "Unknown", "'stranger'")]
    [InlineData(typeof(WrongTriggerType), "Wrong", "'request'")]
    [InlineData(typeof(UnreadableRoute), "Route", "{id")]
    public void What_cannot_be_run_is_an_error_that_names_the_function(Type type, string function, string message)
    {
        var error = Assert.Throws<InvalidFunctionException>(() => FunctionCatalog.Of(type));
        Assert.Equal(function, error.Function, ignoreCase: true);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_in_queue_names_and_schedules_are_replaced()
    {
        var catalog = FunctionCatalog.Of(typeof(Good));
        var settings = Settings(("Names:Queue", "jobs"), ("Names:Schedule", "0 0 * * * *"), ("Other", "UseDevelopmentStorage=true"));
        var queue = settings.Resolve(catalog.Queues[0]);
        Assert.Equal("jobs-x", queue.Queue.Name);
        Assert.Equal("jobs-x-poison", queue.Poison!.Name);
        Assert.NotNull(settings.Resolve(catalog.Timers[0]).Schedule);
    }

    [Fact]
    public void What_a_trigger_refers_to_and_configuration_lacks_is_an_error_that_names_both()
    {
        var catalog = FunctionCatalog.Of(typeof(Good));
        Assert.Equal(
            "Function 'Queue': setting 'Names:Queue', which '%Names:Queue%-x' refers to, is missing or empty.",
            Assert.Throws<InvalidFunctionException>(() => Settings().Resolve(catalog.Queues[0])).Message);
        Assert.Contains(
            "'Queue': setting 'Other'",
            Assert.Throws<InvalidFunctionException>(() => Settings(("Names:Queue", "jobs")).Resolve(catalog.Queues[0])).Message);
        Assert.Contains(
            "'Queue': the connection string in 'Other' cannot be read",
            Assert.Throws<InvalidFunctionException>(() => Settings(("Names:Queue", "jobs"), ("Other", "secret=nonsense")).Resolve(catalog.Queues[0])).Message);
        Assert.Contains(
            "'Timer': schedule 'soon'",
            Assert.Throws<InvalidFunctionException>(() => Settings(("Names:Schedule", "soon")).Resolve(catalog.Timers[0])).Message);
    }

    static TriggerSettings Settings(params (string Name, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build());

    public sealed class Good
    {
        [Function("Http")]
        public IResult Http([HttpTrigger(AuthorizationLevel.Function, "get", Route = "a/{id}")] HttpRequest request, Guid id) => Results.Ok(id);

        [Function("Static")]
        public static Task<IResult> Static([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => Task.FromResult(Results.Ok(request.Path));

        [Function("Queue")]
        public Task Queue([QueueTrigger("%Names:Queue%-x", Connection = "Other")] string message, FunctionContext context, CancellationToken cancellationToken) => Task.CompletedTask;

        [Function("Timer")]
        public ValueTask Timer([TimerTrigger("%Names:Schedule%")] TimerInfo timer) => ValueTask.CompletedTask;
    }

    public sealed class Twice
    {
        [Function("One")]
        public void A([TimerTrigger("x")] TimerInfo timer)
        {
        }

        [Function("one")]
        public void B([TimerTrigger("x")] TimerInfo timer)
        {
        }
    }

    public sealed class NoTrigger
    {
        [Function("None")]
        public void Run(CancellationToken cancellationToken)
        {
        }
    }

    public sealed class TwoTriggers
    {
        [Function("Two")]
        public void Run([QueueTrigger("a")] string a, [QueueTrigger("b")] string b)
        {
        }
    }

    public sealed class AsyncVoid
    {
        [Function("Async")]
        public async void Run([QueueTrigger("a")] string a) => await Task.Yield();
    }

    public sealed class ReturnsText
    {
        [Function("Text")]
        public string Run([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => "";
    }

    public sealed class QueueAnswers
    {
        [Function("Answer")]
        public IResult Run([QueueTrigger("a")] string a) => Results.Ok();
    }

    public sealed class NotPublic
    {
        [Function("Hidden")]
        internal void Run([QueueTrigger("a")] string a)
        {
        }
    }

    public sealed class UnknownParameter
    {
        [Function("Unknown")]
        public void Run([HttpTrigger(AuthorizationLevel.Function, Route = "a/{id}")] HttpRequest request, string stranger)
        {
        }
    }

    public sealed class WrongTriggerType
    {
        [Function("Wrong")]
        public void Run([HttpTrigger(AuthorizationLevel.Function)] string request)
        {
        }
    }

    public sealed class UnreadableRoute
    {
        [Function("Route")]
        public void Run([HttpTrigger(AuthorizationLevel.Function, Route = "a/{id")] HttpRequest request)
        {
        }
    }
}
