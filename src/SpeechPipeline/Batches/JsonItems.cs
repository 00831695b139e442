using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Batches;

/// <summary>
/// Reads a batch that is one JSON object of any length, with one item in memory at a time: the members of its array <c>items</c> one by
/// one, and all its other fields.
/// </summary>
/// <param name="source">UTF-8, with or without a byte order mark; read once.</param>
public sealed class JsonItems(Stream source)
{
    const string Items = "items";

    // Deeper than a job may be, so that an item that is too deep is refused alone.
    static readonly JsonReaderOptions Strict = new() { MaxDepth = 512 };

    readonly PipeReader _pipe = PipeReader.Create(source, new StreamPipeReaderOptions(bufferSize: 256 * 1024, minimumReadSize: 64 * 1024));
    JsonReaderState _state = new(Strict);
    long _offset;
    bool _begun;
    bool _inItems;
    string? _field;
    int _number;

    enum Step
    {
        MoreIsNeeded,
        Stepped,
        Item,
        End,
    }

    /// <summary>The fields other than <c>items</c> read so far.</summary>
    public Dictionary<string, JsonElement> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether there is an array <c>items</c>.</summary>
    public bool HasItems { get; private set; }

    /// <exception cref="BatchFormatException">It is not one JSON object, or <c>items</c> is not an array.</exception>
    public async IAsyncEnumerable<BatchItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = "\uFEFF"u8.Length;
        while (true)
        {
            var read = await _pipe.ReadAtLeastAsync(wanted, cancellationToken);
            var rest = WithoutBom(read.Buffer);
            wanted = 1;
            for (var step = Step.Stepped; step is not (Step.MoreIsNeeded or Step.End);)
            {
                step = Next(ref rest, read.IsCompleted, out var item);
                if (step == Step.Item)
                {
                    yield return item!;
                }
                else if (step == Step.End)
                {
                    await _pipe.CompleteAsync();
                    yield break;
                }
                else if (step == Step.MoreIsNeeded)
                {
                    // Twice as much as before: a long item is parsed a few times, not once for each read.
                    wanted = (int)Math.Min(int.MaxValue, (rest.Length * 2) + 1);
                }
            }

            _pipe.AdvanceTo(rest.Start, rest.End);
        }
    }

    Step Next(ref ReadOnlySequence<byte> rest, bool isLast, out BatchItem? item)
    {
        item = null;
        var reader = new Utf8JsonReader(rest, isLast, _state);
        try
        {
            if (!reader.Read())
            {
                // At the end of the bytes the reader throws if the document is incomplete.
                return isLast ? Step.End : Step.MoreIsNeeded;
            }

            var start = reader.TokenStartIndex;
            if (!Take(ref reader, out var isItem))
            {
                return Step.MoreIsNeeded;
            }

            if (isItem)
            {
                var length = reader.BytesConsumed - start;
                item = new BatchItem(_number++, Line: null, _offset + start, (int)Math.Min(length, int.MaxValue), length > BatchItem.MaxBytes ? null : rest.Slice(start, length).ToArray());
            }

            _offset += reader.BytesConsumed;
            rest = rest.Slice(reader.BytesConsumed);
            _state = reader.CurrentState;
            return isItem ? Step.Item : Step.Stepped;
        }
        catch (JsonException e)
        {
            // The parser's message quotes the input; giving only the place keeps article text out of logs and answers.
            throw new BatchFormatException("#", $"is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            throw new BatchFormatException("#", "has a name that is not valid text: half of a surrogate pair, or bytes that are not UTF-8.");
        }
    }

    /// <returns>False if the value is incomplete; then nothing has changed.</returns>
    bool Take(ref Utf8JsonReader reader, out bool isItem)
    {
        isItem = false;
        if (!_begun)
        {
            _begun = reader.TokenType == JsonTokenType.StartObject ? true : throw new BatchFormatException("#", "is not a JSON object.");
        }
        else if (_inItems && reader.TokenType == JsonTokenType.EndArray)
        {
            _inItems = false;
        }
        else if (_inItems)
        {
            isItem = reader.TrySkip();
            return isItem;
        }
        else if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _field = reader.GetString()!;
            if (Fields.ContainsKey(_field) || (_field == Items && HasItems))
            {
                throw new BatchFormatException($"#/{_field}", "is given twice.");
            }
        }
        else if (_field == Items)
        {
            HasItems = _inItems = reader.TokenType == JsonTokenType.StartArray ? true : throw new BatchFormatException($"#/{Items}", "is not an array.");
            _field = null;
        }
        else if (_field is not null)
        {
            if (!JsonElement.TryParseValue(ref reader, out var value))
            {
                return false;
            }

            Fields[_field] = JsonBody.IsText(value.Value) ? value.Value
                : throw new BatchFormatException($"#/{_field}", "is not valid text: it has half of a surrogate pair, or bytes that are not UTF-8.");
            _field = null;
        }

        return true;
    }

    ReadOnlySequence<byte> WithoutBom(ReadOnlySequence<byte> buffer)
    {
        if (_offset > 0 || buffer.Length < 3 || !buffer.Slice(0, 3).ToArray().AsSpan().SequenceEqual("\uFEFF"u8))
        {
            return buffer;
        }

        _offset = 3;
        return buffer.Slice(3);
    }
}
