using Microsoft.Extensions.DependencyInjection;

namespace SpeechPipeline.Planning;

static class PlanningServices
{
    public static IServiceCollection AddPlanning(this IServiceCollection services) => services
        .AddSingleton<JobFolder>()
        .AddSingleton<ArticlePlanner>()
        .AddSingleton<DryRun>()
        .AddSingleton<JobPlanner>();
}
