package io.slipway.filepull;

import io.slipway.check.Site;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.VersionRef;
import io.slipway.contract.Words;
import io.slipway.file.OpenDirectory;
import io.slipway.file.UnsafeEntryException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Whether the version that is to go out has arrived here. */
final class VersionDirectoryCheck {
    private final SourceTemplate template;
    private final VersionRef version;
    private final boolean asked;
    private final Site site;

    /** @param asked false where no version was named */
    VersionDirectoryCheck(SourceTemplate template, VersionRef version, boolean asked, Site site) {
        this.template = template;
        this.version = version;
        this.asked = asked;
        this.site = site;
    }

    String subject() {
        return asked ? template.expected(version).toString() : "";
    }

    ProbeCell look() {
        if (!asked) {
            return ProbeCell.notApplicable(
                    CheckName.VERSION_DIRECTORY,
                    subject(),
                    new Words("请求中没有给出 version", "No version was named in the request"));
        }
        try (OpenDirectory directory = template.open(version)) {
            boolean empty = !directory.names().iterator().hasNext();
            return empty
                    ? noGo(new Words("目录是空的", "The directory is empty"))
                    : ProbeCell.go(CheckName.VERSION_DIRECTORY, subject(), new Words("存在且可读", "Is there, can be read"));
        } catch (NoSuchFileException e) {
            return noGo(new Words("不存在: " + e.getFile(), "Does not exist: " + e.getFile()));
        } catch (UnsafeEntryException e) {
            return noGo(new Words("不可用: " + e.getMessage(), "Cannot be used: " + e.getMessage()));
        } catch (IOException e) {
            return noGo(new Words("无法打开: " + e, "Cannot be opened: " + e));
        }
    }

    private ProbeCell noGo(Words detail) {
        return ProbeCell.noGo(
                CheckName.VERSION_DIRECTORY,
                subject(),
                detail,
                site.does(
                        "让版本 " + version.version() + " 的文件出现在 " + subject() + " (确认已上传、版本号与地区英文名无误,除项目名外路径中不能有软链接,用户 "
                                + site.user() + " 可读)",
                        "bring the files of version " + version.version() + " to " + subject()
                                + " (uploaded? right version and area code? no links but that of the project; readable for "
                                + site.user() + ")"));
    }
}
