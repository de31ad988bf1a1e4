package io.slipway.check;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a disk has enough space left. */
public final class FreeSpaceCheck {
    private static final double MEGA = 1_000_000.0;

    private final CheckName name;
    private final Path directory;
    private final long needed;
    private final Site site;

    /** @param needed bytes that must be free */
    public FreeSpaceCheck(CheckName name, Path directory, long needed, Site site) {
        this.name = name;
        this.directory = directory;
        this.needed = needed;
        this.site = site;
    }

    public ProbeCell look() {
        try {
            return cell(Files.getFileStore(directory).getUsableSpace());
        } catch (IOException e) {
            return ProbeCell.unknown(
                    name,
                    directory.toString(),
                    new Words("无法得知剩余空间: " + e, "The free space cannot be told: " + e),
                    site.run("df -h " + directory));
        }
    }

    private ProbeCell cell(long free) {
        Words found = new Words(
                "剩余 " + megabytes(free) + ",至少需要 " + megabytes(needed),
                megabytes(free) + " free, at least " + megabytes(needed) + " needed");
        if (free >= needed) {
            return ProbeCell.go(name, directory.toString(), found);
        }
        return ProbeCell.noGo(
                name,
                directory.toString(),
                found,
                site.does(
                        "清理 " + directory + " 所在磁盘,查看占用: du -xsh " + directory + "/*",
                        "make room on the disk of " + directory + "; see what takes it: du -xsh " + directory + "/*"));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / MEGA);
    }
}
