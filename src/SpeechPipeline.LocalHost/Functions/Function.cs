namespace SpeechPipeline.LocalHost.Functions;

/// <summary>A method that a trigger runs.</summary>
/// <param name="Name">As <c>[Function]</c> gives it.</param>
/// <param name="Trigger">The attribute on its trigger parameter.</param>
/// <param name="Invoker">Runs it.</param>
sealed record Function<TTrigger, TMessage>(string Name, TTrigger Trigger, FunctionInvoker<TMessage> Invoker)
    where TTrigger : Attribute
    where TMessage : class;
