using System.Collections.Concurrent;
using Grpc.Core;
using SpeechPipeline.FunctionsHost.Protocol;

namespace SpeechPipeline.FunctionsHost;

/// <summary>Where workers call: each names itself first, and is put through to whoever started it.</summary>
sealed class WorkerCalls : FunctionRpc.FunctionRpcBase
{
    readonly ConcurrentDictionary<string, WorkerConnection> _expected = new(StringComparer.Ordinal);

    public void Expect(WorkerConnection connection) => _expected[connection.WorkerId] = connection;

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken)
            || requestStream.Current.StartStream is not { } start
            || !_expected.TryRemove(start.WorkerId, out var connection))
        {
            throw new Grpc.Core.RpcException(new Status(StatusCode.InvalidArgument, "A worker that was started here begins with StartStream and its id."));
        }

        await connection.ServeAsync(requestStream, responseStream, context.CancellationToken);
    }
}
