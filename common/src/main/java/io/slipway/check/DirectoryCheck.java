package io.slipway.check;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a directory is there and this process may read it, and write to it where it must; asked of the permissions alone. */
public final class DirectoryCheck {
    private final CheckName name;
    private final Path directory;
    private final boolean writable;
    private final String setting;
    private final Site site;

    private DirectoryCheck(CheckName name, Path directory, boolean writable, String setting, Site site) {
        this.name = name;
        this.directory = directory;
        this.writable = writable;
        this.setting = setting;
        this.site = site;
    }

    /** @param setting the property that names the directory */
    public static DirectoryCheck readable(CheckName name, Path directory, String setting, Site site) {
        return new DirectoryCheck(name, directory, false, setting, site);
    }

    /** As {@link #readable}, and writable. */
    public static DirectoryCheck writable(CheckName name, Path directory, String setting, Site site) {
        return new DirectoryCheck(name, directory, true, setting, site);
    }

    public ProbeCell look() {
        if (!Files.exists(directory)) {
            return noGo("目录不存在", "does not exist", make());
        }
        if (!Files.isDirectory(directory)) {
            return noGo("不是目录", "is not a directory", make());
        }
        if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            return noGo("用户 " + site.user() + " 无权读取", "cannot be read by " + site.user(), permit());
        }
        if (writable && !Files.isWritable(directory)) {
            return noGo("用户 " + site.user() + " 无权写入", "cannot be written by " + site.user(), permit());
        }
        return ProbeCell.go(
                name,
                directory.toString(),
                writable ? new Words("可读写", "Can be read and written") : new Words("可读", "Can be read"));
    }

    private Words make() {
        return site.run("install -d -m 750 -o " + site.user() + " " + directory)
                .then(new Words(" ,或改正配置 " + setting, " , or correct the setting " + setting));
    }

    private Words permit() {
        return site.run("chown " + site.user() + " " + directory + " && chmod u+rwx " + directory)
                .then(new Words(" ;只读挂载的磁盘要重新挂载为可写", " ; a disk that is mounted read-only must be mounted anew"));
    }

    private ProbeCell noGo(String zh, String en, Words fix) {
        return ProbeCell.noGo(name, directory.toString(), new Words(zh, en), fix);
    }
}
