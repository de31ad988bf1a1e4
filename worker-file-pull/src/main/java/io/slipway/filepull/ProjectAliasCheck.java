package io.slipway.filepull;

import io.slipway.check.Site;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.VersionRef;
import io.slipway.contract.Words;
import io.slipway.file.OpenDirectory;
import io.slipway.file.UnsafeEntryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Whether a project has its directory here, or a link to it under the name the CMDB uses (requirement S4-3). */
final class ProjectAliasCheck {
    private final SourceTemplate template;
    private final VersionRef version;
    private final Path alias;
    private final Site site;

    ProjectAliasCheck(SourceTemplate template, VersionRef version, Site site) {
        this.template = template;
        this.version = version;
        this.alias = template.expectedProject(version);
        this.site = site;
    }

    String subject() {
        return alias.toString();
    }

    ProbeCell look() {
        try (OpenDirectory project = template.openProject(version)) {
            return ProbeCell.go(
                    CheckName.PROJECT_ALIAS,
                    subject(),
                    Files.isSymbolicLink(alias)
                            ? new Words("软链接,指向 " + project.path(), "Link to " + project.path())
                            : new Words("目录", "A directory"));
        } catch (NoSuchFileException e) {
            return missing();
        } catch (UnsafeEntryException e) {
            return noGo(
                    new Words("不可用: " + e.getMessage(), "Cannot be used: " + e.getMessage()),
                    relink().then(new Words(
                            " ;链接只能指向同一目录之内,确需指向外面时设置 slipway.file-pull.allow-alias-outside: true 并重启",
                            " ; the link must stay inside that directory, or set slipway.file-pull.allow-alias-outside: true"
                                    + " and restart")));
        } catch (IOException e) {
            return noGo(
                    new Words("无法打开: " + e, "Cannot be opened: " + e),
                    site.run("ls -ld " + alias + " && chmod o+rx " + alias));
        }
    }

    private ProbeCell missing() {
        if (Files.isSymbolicLink(alias)) {
            return noGo(new Words("软链接的目标不存在", "The link leads to nothing"), relink());
        }
        return noGo(
                new Words("没有该项目的目录或软链接", "There is neither a directory nor a link for the project"),
                site.run("ln -s x " + alias)
                        .then(new Words(
                                " (x: 该游戏版本实际所在、与它同级的目录)",
                                " (x is the directory beside it that has the versions of the game)")));
    }

    private Words relink() {
        return site.run("ln -sfn x " + alias);
    }

    private ProbeCell noGo(Words detail, Words fix) {
        return ProbeCell.noGo(CheckName.PROJECT_ALIAS, subject(), detail, fix);
    }
}
