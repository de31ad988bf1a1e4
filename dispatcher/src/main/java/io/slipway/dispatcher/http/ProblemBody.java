package io.slipway.dispatcher.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of every refusal, {@code application/problem+json} (RFC 9457).
 *
 * @param type {@code /problems/{code}}
 * @param title sentence in the caller's language
 * @param code stable, for programs
 * @param errors what is wrong where; all of it for a 422, the first for a 400
 * @param requestId also in the log
 * @param hint what to do about it
 */
@Schema(name = "Problem", description = "Why a request was refused (RFC 9457). Programs decide on `code` only.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
        @Schema(example = "/problems/bad_file_name") String type,
        @Schema(example = "文件名不合法") String title,
        @Schema(example = "422") int status,
        @Schema(example = "bad_file_name") String code,
        List<Entry> errors,
        @Schema(example = "3f0c9a5e2b7d4c18") String requestId,
        @Nullable String hint) {

    /** One place of the request. */
    @Schema(name = "ProblemEntry")
    public record Entry(
            @Schema(
                    description = "JSON pointer into the body, or `?name` for a query parameter",
                    example = "/update_file_list/3/file_name")
            String pointer,

            @Schema(example = "path_traversal") String code,
            @Schema(example = "文件名不能含有 . 或 .. 目录") String message,

            @Schema(description = "Line of the text, from 1; only for bodies of the onboarding", example = "12")
            @Nullable
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Integer line,

            @Schema(description = "Column of the text, from 1; only for bodies of the onboarding", example = "7")
            @Nullable
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Integer column) {

        static Entry of(FieldProblem field, Language language) {
            Place place = field.place();
            return new Entry(
                    field.pointer(),
                    field.code(),
                    language.pick(field.zh(), field.en()),
                    place == null ? null : place.line(),
                    place == null ? null : place.column());
        }
    }
}
