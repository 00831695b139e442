using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace SpeechPipeline.Articles;

/// <summary>
/// The ZIP file of a book or a Word document, read within bounds: the sizes in its directory are checked before anything is expanded, and the
/// expanded bytes are counted. Names are only looked up; nothing is written to disk.
/// </summary>
sealed class ArticleArchive : IDisposable
{
    public const int MostEntries = 10_000;

    /// <summary>The most bytes of one file that is read; <em>War and Peace</em> as a single file has 4 MB.</summary>
    public const int MostBytesOfEntry = 32 * 1024 * 1024;

    /// <summary>The most bytes of all files that are read.</summary>
    public const long MostBytesRead = 256L * 1024 * 1024;

    /// <summary>The most bytes of all files by the directory, pictures and sound included.</summary>
    public const long MostBytesClaimed = 2L * 1024 * 1024 * 1024;

    /// <summary>How many times its size a file may expand to. Text of books expands to some 3 times, repetitive markup to 30 times.</summary>
    public const int MostExpansion = 200;

    // Small files may expand more: a page of only line breaks.
    const int SmallEntry = 256 * 1024;
    const long SmallArchive = 8 * 1024 * 1024;
    const int LocalHeader = 30;
    const int DirectoryRecord = 46;
    const int CompressedAt = 20;
    const int LocalHeaderAt = 42;
    const int EndRecord = 22;
    const long MostDirectoryBytes = 8 * 1024 * 1024;

    readonly ZipArchive _zip;
    readonly string _format;
    readonly string _unprotected;
    readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    Dictionary<string, ZipArchiveEntry>? _anyCase;
    long _read;

    ArticleArchive(ZipArchive zip, string format, string unprotected)
    {
        (_zip, _format, _unprotected) = (zip, format, unprotected);
        foreach (var entry in zip.Entries)
        {
            _entries.TryAdd(NameOf(entry), entry);
        }
    }

    /// <param name="format">The name of the document in messages.</param>
    /// <param name="unprotected">The next step that a message names if it is encrypted.</param>
    /// <param name="mostExpansionOfAll">The bound for all files together: many small files that expand far are as large as one large file.</param>
    /// <exception cref="UnreadableArticleException">It is not a ZIP file, or out of bounds.</exception>
    public static ArticleArchive Open(BinaryData content, string format, string unprotected, int mostExpansionOfAll = MostExpansion)
    {
        CheckDirectory(content.ToMemory().Span, format);
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(content.ToStream(), ZipArchiveMode.Read);
            CheckClaims(zip, content.ToMemory().Length, mostExpansionOfAll, format);
            return new ArticleArchive(zip, format, unprotected);
        }
        catch (InvalidDataException exception)
        {
            zip?.Dispose();
            throw new UnreadableArticleException($"The {format} is damaged: its ZIP directory cannot be read.", exception);
        }
        catch (UnreadableArticleException)
        {
            zip?.Dispose();
            throw;
        }
    }

    public bool Has(string path) => Find(path) is not null;

    /// <summary>The content of one file.</summary>
    /// <exception cref="UnreadableArticleException">It is missing, encrypted, damaged or too large.</exception>
    public byte[] Read(string path)
    {
        if (Find(path) is not { } entry)
        {
            throw new UnreadableArticleException($"The {_format} is damaged: it has no file '{Short(path)}', which its package names.");
        }

        if (entry.IsEncrypted)
        {
            throw new UnreadableArticleException($"The {_format} is encrypted; {_unprotected}.");
        }

        try
        {
            using var from = entry.Open();
            return ReadBounded(from, entry);
        }
        catch (InvalidDataException exception)
        {
            throw new UnreadableArticleException($"The {_format} is damaged: its file '{Short(path)}' cannot be unpacked.", exception);
        }
    }

    public void Dispose() => _zip.Dispose();

    // By its exact name, else by a name that differs only in case, as in most readers.
    ZipArchiveEntry? Find(string path)
    {
        if (_entries.TryGetValue(path, out var entry))
        {
            return entry;
        }

        _anyCase ??= _entries.Values.DistinctBy(NameOf, StringComparer.OrdinalIgnoreCase).ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);
        return _anyCase.GetValueOrDefault(path);
    }

    // Some Windows tools write backslashes.
    static string NameOf(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/');

    byte[] ReadBounded(Stream from, ZipArchiveEntry entry)
    {
        using var to = new MemoryStream((int)Math.Min(entry.Length, MostBytesOfEntry));
        var most = Math.Min(MostBytesOfEntry, MostBytesRead - _read);
        var chunk = new byte[81920];
        for (var read = from.Read(chunk); read > 0; read = from.Read(chunk))
        {
            if (to.Length + read > most)
            {
                throw TooLarge(_format, $"its text expands to more than {(to.Length + read > MostBytesOfEntry ? MostBytesOfEntry : MostBytesRead) / (1024 * 1024)} MiB");
            }

            to.Write(chunk.AsSpan(0, read));
        }

        _read += to.Length;
        // If the directory states a wrong size, the ZIP reader silently cuts off or fills up the content.
        return Crc32.HashToUInt32(to.GetBuffer().AsSpan(0, (int)to.Length)) == entry.Crc32
            ? to.ToArray()
            : throw new InvalidDataException("The checksum does not match.");
    }

    // The end record (APPNOTE.TXT, 4.3.16) is checked before the directory is read, because that takes memory for each entry.
    static void CheckDirectory(ReadOnlySpan<byte> zip, string format)
    {
        var tail = zip[^Math.Min(zip.Length, EndRecord + ushort.MaxValue)..];
        var at = tail.LastIndexOf("PK\x05\x06"u8);
        if (!zip.StartsWith("PK"u8) || at < 0 || tail.Length - at < EndRecord)
        {
            throw new UnreadableArticleException($"This is not a valid {format}: it is not a ZIP file.");
        }

        var entries = BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 10)..]);
        var directory = BinaryPrimitives.ReadUInt32LittleEndian(tail[(at + 16)..]);
        var directoryBytes = zip.Length - tail.Length + at - (long)directory;
        if (entries > MostEntries || directoryBytes > MostDirectoryBytes)
        {
            throw TooLarge(format, $"it has more than {MostEntries:N0} files");
        }

        if (directoryBytes < (long)entries * DirectoryRecord)
        {
            throw new UnreadableArticleException($"The {format} is damaged: its ZIP directory is not where it should be.");
        }

        CheckPlaces(zip.Slice((int)directory, (int)directoryBytes), entries, format);
    }

    // Thousands of names for the same bytes would expand to far more than the size of the ZIP.
    static void CheckPlaces(ReadOnlySpan<byte> directory, int entries, string format)
    {
        var files = new List<(uint At, uint Length)>(entries);
        for (; entries > 0 && directory.Length >= DirectoryRecord && directory.StartsWith("PK\x01\x02"u8); entries--)
        {
            files.Add((BinaryPrimitives.ReadUInt32LittleEndian(directory[LocalHeaderAt..]), BinaryPrimitives.ReadUInt32LittleEndian(directory[CompressedAt..])));
            var length = DirectoryRecord + BinaryPrimitives.ReadUInt16LittleEndian(directory[28..])
                + BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            directory = directory[Math.Min(length, directory.Length)..];
        }

        files.Sort();
        for (var i = 0; i < files.Count; i++)
        {
            // The largest value means that the number is in an extra field (APPNOTE.TXT, 4.5.3), which only files beyond 4 GiB need.
            if (files[i].At == uint.MaxValue || files[i].Length == uint.MaxValue)
            {
                throw new UnreadableArticleException($"The {format} is damaged: its ZIP directory places files beyond 4 GiB.");
            }

            if (i > 0 && files[i].At < (long)files[i - 1].At + LocalHeader + files[i - 1].Length)
            {
                throw new UnreadableArticleException($"The {format} is damaged: two names in its ZIP directory point to the same bytes.");
            }
        }
    }

    static void CheckClaims(ZipArchive zip, long bytes, int mostExpansionOfAll, string format)
    {
        if (zip.Entries.Count > MostEntries)
        {
            throw TooLarge(format, $"it has more than {MostEntries:N0} files");
        }

        var claimed = zip.Entries.Sum(entry => entry.Length);
        if (claimed > MostBytesClaimed)
        {
            throw TooLarge(format, $"its files expand to more than {MostBytesClaimed / (1024 * 1024 * 1024)} GiB");
        }

        if (zip.Entries.Any(entry => entry.Length > SmallEntry && entry.Length / Math.Max(1, entry.CompressedLength) > MostExpansion))
        {
            throw TooLarge(format, $"a file in it expands to more than {MostExpansion} times its size");
        }

        if (claimed > Math.Max(SmallArchive, bytes * mostExpansionOfAll))
        {
            throw TooLarge(format, $"its files expand to more than {mostExpansionOfAll} times its size");
        }
    }

    static UnreadableArticleException TooLarge(string format, string why) => new($"The {format} is too large to be read: {why}.");

    static string Short(string path) => path.Length <= 80 ? path : path[..80] + "…";
}
