package io.slipway.opsmanager.release;

import io.slipway.contract.OrderHeader;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.ssh.SshSession;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** By one script on the host, under a lock of the host: compare the fence, write it, rename the link. */
final class SshSwitch implements TreeSwitch {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SCRIPT = script();
    private static final int STALE = 33;

    /** What the script's exit codes mean. */
    private static final Map<Integer, FailureCode> CODES = Map.of(
            31, FailureCode.CONFIG,
            32, FailureCode.BUSY,
            34, FailureCode.TREE_MISSING,
            35, FailureCode.NOT_ADOPTED,
            36, FailureCode.DISK_FULL,
            37, FailureCode.REFUSED_BY_HOST,
            127, FailureCode.CONFIG);

    private static final Map<String, String> REMARKS = Map.of(
            "created", ",新建链接",
            "adopted", ",已接管原目录并保留为 ",
            "adopted-gap", ",已接管原目录 (两次改名之间该路径短暂不存在) 并保留为 ");

    private final SshSession.Place place;
    private final Duration connect;
    private final Clock clock;
    private @Nullable SshSession session;

    SshSwitch(SshSession.Place place, Duration connect, Clock clock) {
        this.place = place;
        this.connect = connect;
        this.clock = clock;
    }

    @Override
    public void enter(TreeView view, OrderHeader header) {
        if (view.fence() != null) {
            view.fence().admit(header);
        }
        run(view.path(), header, "enter", "-", "-", "-", "-");
    }

    @Override
    public Done make(TreeView view, String tree, OrderHeader header, boolean adopt) {
        Instant at = clock.instant();
        String aside = TreeName.ADOPTED + header.jobSeq();
        String target = view.target() == null ? "-" : view.target();
        String how = run(view.path(), header, "make", tree, at.toString(), adopt ? aside : "-", target);
        String remark = REMARKS.getOrDefault(how, "");
        if (how.startsWith("adopted")) {
            remark += aside;
        }
        if (view.live() == TreeView.Live.FOREIGN) {
            remark += ",原链接指向 " + view.target() + ",未改动其内容";
        }
        return new Done(at, remark);
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private String run(LivePath path, OrderHeader header, String verb, String... more) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "slipway", verb, path.parent(), path.name()));
        words.addAll(List.of(String.valueOf(header.jobSeq()), String.valueOf(header.attempt())));
        words.addAll(List.of(more));
        SshSession.Finished finished;
        SshSession open = open();
        try {
            finished = open.run(words, LIMIT);
        } catch (IOException e) {
            close();
            if (SshSession.isBusy(e)) {
                throw OrderEndedException.failed(FailureCode.BUSY, "ssh " + place.ip() + ": " + e.getMessage());
            }
            throw OrderEndedException.unknown(Failure.of(
                    FailureCode.OUTCOME_UNKNOWN,
                    "切换时与主机 " + place.ip() + " 失去联系,结果未知: " + e.getMessage() + " · look at " + path.path()
                            + ", then retry"));
        }
        String output = finished.output().strip();
        Integer exit = finished.exit();
        if (exit != null && exit == 0) {
            return output;
        }
        if (exit != null && exit == STALE) {
            Fence.parse(output.replaceFirst("(?s).*stale ", "")).ifPresent(found -> {
                throw Fence.stale(found, header);
            });
        }
        FailureCode code = exit == null
                ? FailureCode.OUTCOME_UNKNOWN
                : CODES.getOrDefault(exit, exit == 124 ? FailureCode.TIMED_OUT : FailureCode.REFUSED_BY_HOST);
        throw OrderEndedException.failed(
                code, "主机 " + place.ip() + " 切换 " + path.path() + " 未成功 (" + exit + "): " + output);
    }

    private SshSession open() {
        SshSession known = session;
        if (known != null) {
            return known;
        }
        try {
            SshSession open = SshSession.open(place, connect);
            session = open;
            return open;
        } catch (IOException e) {
            boolean refused = SshSession.isRefused(e);
            throw OrderEndedException.failed(
                    refused ? FailureCode.AUTH : FailureCode.UNREACHABLE,
                    (refused ? "ssh 密钥被拒绝: " : "主机不可达: ") + place.ip() + ":" + place.port() + " " + e.getMessage());
        }
    }

    private static String script() {
        try (InputStream in = SshSwitch.class.getResourceAsStream("switch.sh")) {
            return new String(Objects.requireNonNull(in, "switch.sh").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("switch.sh is part of this program", e);
        }
    }
}
