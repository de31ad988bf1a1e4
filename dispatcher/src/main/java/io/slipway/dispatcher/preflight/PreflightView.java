package io.slipway.dispatcher.preflight;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.dispatcher.http.Language;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The grid as it is shown. */
@Schema(name = "Preflight")
public record PreflightView(
        @Schema(description = "Whether no cell is no_go or unknown")
        boolean go,

        Instant checkedAt,
        List<CellView> cells) {

    /** One cell. */
    @Schema(name = "PreflightCell")
    public record CellView(
            @Schema(description = "Stable name of the check", example = "password_file")
            String check,

            @Schema(description = "The same for people", example = "rsync 密码文件")
            String title,

            @Schema(description = "file-pull, file-push, file-relay, ops-manager or dispatcher", example = "file-push")
            String role,

            @Schema(
                    description = "The worker that looked; null where the dispatcher did",
                    example = "file-push@recv8#1f0c9a5e")
            @Nullable
            String worker,

            @Schema(description = "What was looked at", example = "/etc/ssss.password")
            String subject,

            @Schema(
                    allowableValues = {"go", "no_go", "unknown", "not_applicable"},
                    example = "no_go")
            String result,

            @Schema(example = "权限是 644,应为 600 或 400") String detail,

            @Schema(
                    description = "How to mend it; null where nothing is to be mended",
                    example = "在主机 recv8 上执行: chmod 600 /etc/ssss.password && chown slipway /etc/ssss.password")
            @Nullable
            String fix) {

        static CellView of(GridCell seen, Language language) {
            ProbeCell cell = seen.cell();
            Words title = CheckName.find(cell.check()).map(CheckName::title).orElse(Words.same(cell.check()));
            return new CellView(
                    cell.check(),
                    text(title, language),
                    seen.role(),
                    seen.worker(),
                    cell.subject(),
                    cell.result().wire(),
                    text(cell.detail(), language),
                    cell.fix() == null ? null : text(cell.fix(), language));
        }

        private static String text(Words words, Language language) {
            return language.pick(words.zh(), words.en());
        }
    }

    static PreflightView of(Instant at, List<GridCell> cells, Language language) {
        boolean go = cells.stream().noneMatch(seen -> seen.cell().result().stops());
        return new PreflightView(
                go, at, cells.stream().map(cell -> CellView.of(cell, language)).toList());
    }
}
