using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.LocalHost.Functions;

namespace SpeechPipeline.LocalHost.Timers;

/// <summary>A timer function with the schedule it runs on.</summary>
sealed record TimerFunction(Function<TimerTriggerAttribute, TimerInfo> Function, Schedule Schedule);
