using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.LocalHost.Functions;

namespace SpeechPipeline.LocalHost.Timers;

/// <summary>Binds the parameters of a timer function.</summary>
static class TimerParameters
{
    public static FunctionInvoker<TimerInfo> Bind(FunctionSignature signature) =>
        signature.Bind<TimerInfo>(type => type == typeof(TimerInfo) ? static (_, timer) => timer : null, _ => null, mayAnswer: false);
}
