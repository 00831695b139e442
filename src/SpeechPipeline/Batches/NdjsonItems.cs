using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace SpeechPipeline.Batches;

/// <summary>Reads a batch of one JSON object a line (NDJSON 1.0), of any length; blank lines are skipped.</summary>
public static class NdjsonItems
{
    /// <param name="source">UTF-8, with or without a byte order mark; lines end in LF or CRLF.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async IAsyncEnumerable<BatchItem> ReadAsync(Stream source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(source, new StreamPipeReaderOptions(bufferSize: 256 * 1024, minimumReadSize: 64 * 1024));
        var line = new Line();
        var (number, at, isLast) = (0, 0L, false);
        while (!isLast)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            isLast = read.IsCompleted;
            var rest = read.Buffer;
            while (!rest.IsEmpty)
            {
                var end = rest.PositionOf((byte)'\n');
                var part = end is { } found ? rest.Slice(0, found) : rest;
                line.Append(part);
                rest = end is { } feed ? rest.Slice(rest.GetPosition(1, feed)) : rest.Slice(rest.End);
                if (end is null)
                {
                    break;
                }

                if (line.Take(at, ref number) is { } item)
                {
                    yield return item;
                }

                at += line.End();
            }

            pipe.AdvanceTo(rest.End);
        }

        if (line.Take(at, ref number) is { } last)
        {
            yield return last;
        }

        await pipe.CompleteAsync();
    }

    /// <summary>The current line; only its length if it is too long.</summary>
    sealed class Line
    {
        readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
        long _length;
        int _line = 1;

        public void Append(ReadOnlySequence<byte> part)
        {
            _length += part.Length;
            if (_length > BatchItem.MaxBytes)
            {
                _bytes.ResetWrittenCount();
                return;
            }

            foreach (var piece in part)
            {
                _bytes.Write(piece.Span);
            }
        }

        public BatchItem? Take(long offset, ref int number)
        {
            if (_length > BatchItem.MaxBytes)
            {
                return new BatchItem(number++, _line, offset, (int)Math.Min(_length, int.MaxValue), Content: null);
            }

            var content = _bytes.WrittenSpan;
            var skipped = 0;
            if (offset == 0 && content.StartsWith("\uFEFF"u8))
            {
                content = content[3..];
                skipped = 3;
            }

            content = content.TrimEnd(" \t\r"u8);
            var trimmed = content.TrimStart(" \t"u8);
            skipped += content.Length - trimmed.Length;
            return trimmed.IsEmpty ? null : new BatchItem(number++, _line, offset + skipped, trimmed.Length, trimmed.ToArray());
        }

        /// <summary>Ends the line and begins the next.</summary>
        /// <returns>The length of the ended line, including its line break.</returns>
        public long End()
        {
            var length = _length + 1;
            _bytes.ResetWrittenCount();
            (_length, _line) = (0, _line + 1);
            return length;
        }
    }
}
