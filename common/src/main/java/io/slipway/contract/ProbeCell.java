package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * One cell of a preflight's grid.
 *
 * @param check wire form of a {@link CheckName}, or a name of a later version
 * @param subject what was looked at: a path, an IP, a node
 * @param detail what was found
 * @param fix how to mend it, with the path, command or setting; set where the result stands in the way of a go
 */
public record ProbeCell(
        String check,
        String subject,
        CellResult result,
        Words detail,
        @Nullable Words fix) {
    public ProbeCell {
        if (result != null && result.stops() && fix == null) {
            throw new IllegalArgumentException(check + " is " + result + " and says not how to mend it");
        }
    }

    public static ProbeCell go(CheckName check, String subject, Words detail) {
        return new ProbeCell(check.wire(), subject, CellResult.GO, detail, null);
    }

    public static ProbeCell noGo(CheckName check, String subject, Words detail, Words fix) {
        return new ProbeCell(check.wire(), subject, CellResult.NO_GO, detail, fix);
    }

    public static ProbeCell unknown(CheckName check, String subject, Words detail, Words fix) {
        return new ProbeCell(check.wire(), subject, CellResult.UNKNOWN, detail, fix);
    }

    public static ProbeCell notApplicable(CheckName check, String subject, Words detail) {
        return new ProbeCell(check.wire(), subject, CellResult.NOT_APPLICABLE, detail, null);
    }
}
