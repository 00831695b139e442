using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SpeechPipeline.Cli.Serving;

/// <summary>
/// Tells files from named pipes, sockets and devices, which .NET does not tell apart. To open a pipe takes until somebody writes into it, and
/// takes from that writer what another was to read: so it is asked for without opening.
/// </summary>
static partial class FileKind
{
    // statx(2) of Linux: its structure is the same on all machines.
    const int CurrentDirectory = -100;
    const int NoFollow = 0x100;
    const uint TypeAndMode = 0x3;
    const int StructureBytes = 256;
    const int ModeAt = 28;
    const int TypeMask = 0xF000;
    const int Regular = 0x8000;

    /// <summary>Whether it is a file; true also where that cannot be found out.</summary>
    public static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var status = new byte[StructureBytes];
        try
        {
            return StatX(CurrentDirectory, path, NoFollow, TypeAndMode, status) != 0
                || (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeAt)) & TypeMask) == Regular;
        }
        catch (EntryPointNotFoundException)
        {
            return true;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int directory, string path, int flags, uint mask, [Out] byte[] status);
}
