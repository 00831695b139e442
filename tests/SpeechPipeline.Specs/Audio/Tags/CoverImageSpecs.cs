using System.Buffers.Binary;
using System.IO.Hashing;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Specs.Audio.Tags;

public sealed class CoverImageSpecs
{
    static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/jpeg")]
    public void A_real_picture_is_taken_without_what_follows_it(string type)
    {
        var file = type == "image/png" ? TagReadings.Png : TagReadings.Jpeg;

        Assert.True(CoverImage.TryRead((byte[])[.. file, .. "<script>"u8], out var image, out _));

        Assert.Equal((type, 48, 32), (image.MediaType, image.Width, image.Height));
        Assert.Equal(file, image.Content.ToArray());
    }

    [Fact]
    public void A_picture_that_is_cut_anywhere_is_refused()
    {
        foreach (var file in new[] { TagReadings.Png, TagReadings.Jpeg })
        {
            for (var length = 0; length < file.Length; length++)
            {
                Assert.False(CoverImage.TryRead(file.AsMemory(0, length), out var image, out var refusal), $"{length} of {file.Length}");
                Assert.Null(image);
                Assert.NotEmpty(refusal);
            }
        }
    }

    [Fact]
    public void A_png_with_one_wrong_bit_is_refused()
    {
        for (var bit = 0; bit < TagReadings.Png.Length * 8; bit += 7)
        {
            byte[] damaged = [.. TagReadings.Png];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(CoverImage.TryRead(damaged, out _, out _), $"bit {bit}");
        }
    }

    [Fact]
    public void Any_bytes_whatever_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            byte[] file = [.. i % 2 == 0 ? TagReadings.Png : TagReadings.Jpeg];
            for (var change = random.Next(1, 8); change > 0; change--)
            {
                file[random.Next(2, file.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
            }

            var isTaken = CoverImage.TryRead(file, out var image, out var refusal);
            Assert.Equal(isTaken, image is not null);
            Assert.Equal(isTaken, refusal is null);
        }
    }

    [Theory]
    [InlineData(0, 10, "0 by 10")]
    [InlineData(10, 10_001, "10 by 10001")]
    [InlineData(0x7FFF_FFFF, 1, "1 to 10000")]
    public void A_picture_that_is_too_large_or_has_no_size_is_refused(int width, int height, string reason)
    {
        Assert.False(CoverImage.TryRead(PngOf(width, height), out _, out var refusal));
        Assert.Contains(reason, refusal);
    }

    [Fact]
    public void The_largest_picture_is_taken() => Assert.True(CoverImage.TryRead(PngOf(10_000, 10_000), out _, out _));

    [Fact]
    public void A_file_that_is_too_large_is_refused()
    {
        var file = new byte[CoverImage.MaxBytes + 1];
        TagReadings.Png.CopyTo(file, 0);
        Assert.False(CoverImage.TryRead(file, out _, out var refusal));
        Assert.Contains("at most", refusal);
    }

    [Fact]
    public void A_png_that_begins_with_another_chunk_or_has_no_picture_data_is_refused()
    {
        Assert.False(CoverImage.TryRead((byte[])[.. Signature, .. Chunk("tEXt", [1]), .. Header(8, 8), .. Chunk("IDAT", [1]), .. Chunk("IEND", [])], out _, out var headless));
        Assert.Contains("header", headless);
        Assert.False(CoverImage.TryRead((byte[])[.. Signature, .. Header(8, 8), .. Chunk("IEND", [])], out _, out var empty));
        Assert.Contains("without a picture", empty);
    }

    [Fact]
    public void Other_formats_are_refused_whatever_they_are_called()
    {
        Assert.False(CoverImage.TryRead("GIF89a"u8.ToArray(), out _, out var refusal));
        Assert.Contains("neither", refusal);
        Assert.False(CoverImage.TryRead(default, out _, out _));
        Assert.False(CoverImage.TryRead(new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 }, out _, out var bare));
        Assert.Contains("without a picture", bare);
    }

    static byte[] PngOf(int width, int height) => [.. Signature, .. Header(width, height), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", [])];

    static byte[] Header(int width, int height)
    {
        var data = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        (data[8], data[9]) = (8, 2);
        return Chunk("IHDR", data);
    }

    static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. type.Select(c => (byte)c), .. data];
        var (length, crc) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.HashToUInt32(named));
        return [.. length, .. named, .. crc];
    }
}
