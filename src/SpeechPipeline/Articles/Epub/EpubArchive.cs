using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace SpeechPipeline.Articles.Epub;

/// <summary>
/// The ZIP that a book is, read within bounds: what the directory claims is checked before anything is expanded, and what comes
/// out is counted while it is. Names are only ever looked up; nothing is written anywhere.
/// </summary>
sealed class EpubArchive : IDisposable
{
    public const int MostEntries = 10_000;

    /// <summary>Of one file that is read; <em>War and Peace</em> as a single file has 4 MB.</summary>
    public const int MostBytesOfEntry = 32 * 1024 * 1024;

    /// <summary>Of all files that are read.</summary>
    public const long MostBytesRead = 256L * 1024 * 1024;

    /// <summary>Of all files, as the directory claims, pictures and sound included.</summary>
    public const long MostBytesClaimed = 2L * 1024 * 1024 * 1024;

    /// <summary>Text of books expands to some 3 times its size, markup with much repetition to 30 times.</summary>
    public const int MostExpansion = 200;

    // Small files may well expand more: a page of nothing but line breaks.
    const int SmallEntry = 256 * 1024;
    const int DirectoryRecord = 46;
    const int EndRecord = 22;
    const long MostDirectoryBytes = 8 * 1024 * 1024;

    readonly ZipArchive _zip;
    readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    Dictionary<string, ZipArchiveEntry>? _anyCase;
    long _read;

    EpubArchive(ZipArchive zip)
    {
        _zip = zip;
        foreach (var entry in zip.Entries)
        {
            _entries.TryAdd(entry.FullName.Replace('\\', '/'), entry);
        }
    }

    /// <exception cref="UnreadableArticleException">It is no ZIP, or out of bounds.</exception>
    public static EpubArchive Open(BinaryData content)
    {
        CheckDirectory(content.ToMemory().Span);
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(content.ToStream(), ZipArchiveMode.Read);
            CheckClaims(zip);
            return new EpubArchive(zip);
        }
        catch (InvalidDataException exception)
        {
            zip?.Dispose();
            throw new UnreadableArticleException("The EPUB is damaged: its ZIP directory cannot be read.", exception);
        }
        catch (UnreadableArticleException)
        {
            zip?.Dispose();
            throw;
        }
    }

    public bool Has(string path) => Find(path) is not null;

    // By its name, or by one that differs in the case of its letters alone, as most readers find it.
    ZipArchiveEntry? Find(string path)
    {
        if (_entries.TryGetValue(path, out var entry))
        {
            return entry;
        }

        _anyCase ??= _entries.Values.DistinctBy(other => other.FullName.Replace('\\', '/'), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(other => other.FullName.Replace('\\', '/'), StringComparer.OrdinalIgnoreCase);
        return _anyCase.GetValueOrDefault(path);
    }

    /// <summary>One file, whole.</summary>
    /// <exception cref="UnreadableArticleException">It is missing, encrypted, damaged or too large.</exception>
    public byte[] Read(string path)
    {
        if (Find(path) is not { } entry)
        {
            throw new UnreadableArticleException($"The EPUB is damaged: it has no file '{Short(path)}', which its package names.");
        }

        if (entry.IsEncrypted)
        {
            throw new UnreadableArticleException("The EPUB is encrypted; only books without copy protection can be read.");
        }

        try
        {
            using var from = entry.Open();
            return ReadBounded(from, entry);
        }
        catch (InvalidDataException exception)
        {
            throw new UnreadableArticleException($"The EPUB is damaged: its file '{Short(path)}' cannot be unpacked.", exception);
        }
    }

    public void Dispose() => _zip.Dispose();

    byte[] ReadBounded(Stream from, ZipArchiveEntry entry)
    {
        using var to = new MemoryStream((int)Math.Min(entry.Length, MostBytesOfEntry));
        var most = Math.Min(MostBytesOfEntry, MostBytesRead - _read);
        var chunk = new byte[81920];
        for (int read; (read = from.Read(chunk)) > 0;)
        {
            if (to.Length + read > most)
            {
                throw TooLarge($"its text expands to more than {(to.Length + read > MostBytesOfEntry ? MostBytesOfEntry : MostBytesRead) / (1024 * 1024)} MiB");
            }

            to.Write(chunk.AsSpan(0, read));
        }

        _read += to.Length;
        // What the directory says is too short or too long is cut off or made up by the reader of ZIPs, without a word.
        return Crc32.HashToUInt32(to.GetBuffer().AsSpan(0, (int)to.Length)) == entry.Crc32
            ? to.ToArray()
            : throw new InvalidDataException("The checksum does not fit.");
    }

    // The end record is looked at before the directory is read, which takes memory for each of its entries (APPNOTE.TXT, 4.3.16).
    static void CheckDirectory(ReadOnlySpan<byte> zip)
    {
        var tail = zip[^Math.Min(zip.Length, EndRecord + ushort.MaxValue)..];
        var at = tail.LastIndexOf("PK\x05\x06"u8);
        if (!zip.StartsWith("PK"u8) || at < 0 || tail.Length - at < EndRecord)
        {
            throw new UnreadableArticleException("This is no EPUB: it is not a ZIP file.");
        }

        var entries = BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 10)..]);
        var directory = BinaryPrimitives.ReadUInt32LittleEndian(tail[(at + 16)..]);
        var directoryBytes = zip.Length - tail.Length + at - (long)directory;
        if (entries > MostEntries || directoryBytes > MostDirectoryBytes)
        {
            throw TooLarge($"it has more than {MostEntries:N0} files");
        }

        if (directoryBytes < (long)entries * DirectoryRecord)
        {
            throw new UnreadableArticleException("The EPUB is damaged: its ZIP directory is not where it should be.");
        }
    }

    static void CheckClaims(ZipArchive zip)
    {
        if (zip.Entries.Count > MostEntries)
        {
            throw TooLarge($"it has more than {MostEntries:N0} files");
        }

        if (zip.Entries.Sum(entry => entry.Length) > MostBytesClaimed)
        {
            throw TooLarge($"its files expand to more than {MostBytesClaimed / (1024 * 1024 * 1024)} GiB");
        }

        if (zip.Entries.Any(entry => entry.Length > SmallEntry && entry.Length / Math.Max(1, entry.CompressedLength) > MostExpansion))
        {
            throw TooLarge($"a file in it expands to more than {MostExpansion} times its size");
        }
    }

    static UnreadableArticleException TooLarge(string why) => new($"The EPUB is too large to be read: {why}.");

    static string Short(string path) => path.Length <= 80 ? path : path[..80] + "…";
}
