package io.slipway.opsmanager.service;

import io.slipway.contract.GameServer;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServiceAction;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.service.ServiceHost.Timing;
import io.slipway.opsmanager.service.ServiceHost.Verb;
import io.slipway.opsmanager.service.ServiceReading.State;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One process on its way to the state that was asked for: takes readings and answers, says what to ask the host next. */
final class ServerControl {
    /** How long a host may be silent once something was asked of it. */
    static final Duration LOST = Duration.ofSeconds(5);

    private final GameServer server;
    private final ServiceAction action;
    private final ControlLimits limits;
    private final Pace pace = new Pace();

    private @Nullable ServiceReading before;
    private @Nullable ServiceReading lastDown;
    private Timing timing = Timing.NONE;
    private @Nullable Verb wish;
    private @Nullable Verb asked;
    private boolean touched;
    private boolean inDoubt;
    private boolean askedAgain;
    private boolean cancelled;
    private String remark = "";
    private long began;
    private long deadline;
    private long lostSince;
    private @Nullable ServerEnd end;

    ServerControl(GameServer server, ServiceAction action, ControlLimits limits) {
        this.server = server;
        this.action = action;
        this.limits = limits;
    }

    GameServer server() {
        return server;
    }

    String process() {
        return server.processName();
    }

    /** Null while it is on its way. */
    @Nullable
    ServerEnd end() {
        return end;
    }

    void end(ServerEnd how) {
        end = how;
    }

    /** What to ask the host now; null where its state is waited for. */
    @Nullable
    Verb wish() {
        return end == null ? wish : null;
    }

    /** Whether {@link #wish()} should be sent now; after a host was silent only at the next look. */
    boolean wishesNow(long now) {
        return wish() != null && (lostSince == 0 || now - pace.next() >= 0);
    }

    long nextLook() {
        return pace.next();
    }

    /** The first reading decides what has to be done. */
    void begin(ServiceReading first, Timing known, long now) {
        before = first;
        timing = known;
        began = now;
        State state = first.state();
        lastDown = state.isDown() ? first : null;
        if (state == State.MISSING) {
            end = ServerEnd.failed(FailureCode.CONFIG, "主机上没有进程 " + process() + ",未操作;检查进程名");
        } else if (state == State.UNKNOWN) {
            end = ServerEnd.failed(FailureCode.REFUSED_BY_HOST, "进程状态未知,未操作: " + first.detail());
        } else if (action == ServiceAction.START && state == State.RUNNING) {
            end = ServerEnd.ok(ServerResult.ALREADY_RUNNING + pid(first));
        } else if (action == ServiceAction.STOP && state.isDown()) {
            end = ServerEnd.ok("未在运行 (" + first.detail() + ")");
        } else if (state == State.STOPPING) {
            await(Verb.STOP, now);
        } else if (state.isDown()) {
            wish = Verb.START;
        } else if (action == ServiceAction.START) {
            await(Verb.START, now);
        } else {
            wish = Verb.STOP;
        }
    }

    /** Goes on with a restart that an earlier attempt began: only its start may be asked for again. */
    void resume(ServiceReading now, @Nullable ServiceReading then, Timing known, boolean done, long nanos) {
        timing = known;
        began = nanos;
        before = then == null ? now : then;
        touched = true;
        State state = now.state();
        lastDown = state.isDown() ? now : null;
        boolean up = state == State.RUNNING || state == State.STARTING || state == State.RETRYING;
        if (up && then != null && now.isSameRun(then)) {
            end = ServerEnd.failed(FailureCode.PROCESS_FAILED, "先前的尝试中断,进程未被重启" + pid(now) + ";重试即可再次重启");
        } else if (up && then == null && !done) {
            end = ServerEnd.unknown("先前的尝试已开始重启,无法证明结果,未再次重启" + pid(now));
        } else if (up) {
            await(Verb.START, nanos);
        } else if (state == State.STOPPING) {
            await(Verb.STOP, nanos);
        } else if (state.isDown()) {
            wish = Verb.START;
        } else {
            end = ServerEnd.unknown("先前的尝试已开始重启,进程状态未知: " + state);
        }
    }

    /** What the host said to {@link #wish()}. */
    void answered(SteerAnswer answer, long now) {
        Verb sent = Objects.requireNonNull(wish);
        wish = null;
        if (answer.kind() == SteerAnswer.Kind.REFUSED) {
            end = ServerEnd.failed(answer.code(), doing(sent) + "被拒绝: " + answer.sentence());
            return;
        }
        touched = true;
        inDoubt = answer.kind() == SteerAnswer.Kind.IN_DOUBT;
        remark = answer.sentence();
        if (cancelled) {
            end = ServerEnd.cancelled("任务已取消: 已发出" + doing(sent) + ",未等待结果");
            return;
        }
        await(sent, now);
    }

    /** The host could not be reached for {@link #wish()}: surely nothing was done. */
    void notSent(HostTrouble trouble, long now) {
        if (!touched) {
            end = ServerEnd.failed(trouble.code(), "进程状态未知,未操作: " + trouble.sentence());
        } else {
            lost(trouble, now);
        }
    }

    void lost(HostTrouble trouble, long now) {
        lostSince = lostSince == 0 ? now : lostSince;
        pace.looked(now);
        if (now - lostSince > LOST.toNanos() || asked != null && now - deadline > 0) {
            end = ServerEnd.unknown("与主机失去联系,结果未知(不等于已停止): " + trouble.sentence());
        }
    }

    void seen(ServiceReading reading, long now) {
        lostSince = 0;
        pace.looked(now);
        if (reading.state() == State.MISSING) {
            end = ServerEnd.failed(FailureCode.CONFIG, "进程 " + process() + " 已不在主机的配置中");
        } else if (asked == Verb.STOP) {
            whileStopping(reading, now);
        } else if (asked == Verb.START) {
            whileStarting(reading, now);
        }
    }

    /** What was not touched stays so; what was stopped for a restart is started, but not waited for. */
    void cancel() {
        cancelled = true;
        if (!touched) {
            end = ServerEnd.cancelled("任务已取消,未操作");
        } else if (asked == Verb.START && wish == null || asked == Verb.STOP && action == ServiceAction.STOP) {
            end = ServerEnd.cancelled("任务已取消: 已发出" + doing(Objects.requireNonNull(asked)) + ",未等待结果");
        }
    }

    private void whileStopping(ServiceReading reading, long now) {
        boolean another = reading.pid() != 0 && !reading.isSameRun(began());
        if (reading.state().isDown()) {
            if (action == ServiceAction.STOP) {
                end = ServerEnd.ok("已停止,原" + words(began()) + took(now));
            } else {
                lastDown = reading;
                askedAgain = false;
                wish = Verb.START;
            }
        } else if (another && action == ServiceAction.RESTART) {
            await(Verb.START, now); // someone else started it first
            whileStarting(reading, now);
        } else if (another && action == ServiceAction.STOP && reading.state() != State.STOPPING) {
            end = ServerEnd.failed(FailureCode.PROCESS_FAILED, "停止后又被启动" + pid(reading));
        } else if (mayAskAgain() && reading.state() != State.STOPPING) {
            askAgain(Verb.STOP);
        } else if (now - deadline > 0) {
            end = late(
                    reading, "未在 " + limits.stop(timing).toSeconds() + " 秒内停止,当前 " + reading.detail() + pid(reading));
        }
    }

    private void whileStarting(ServiceReading reading, long now) {
        boolean ran = reading.start() != 0 && lastDown != null && reading.start() != lastDown.start();
        boolean gaveUp = reading.state() == State.FAILED && (lastDown == null || lastDown.state() != State.FAILED);
        if (reading.state() == State.RUNNING) {
            end = ServerEnd.ok(started(reading) + took(now));
        } else if (gaveUp || reading.state().isDown() && ran) {
            end = ServerEnd.failed(FailureCode.PROCESS_FAILED, "启动后退出: " + why(reading));
        } else if (reading.state() == State.DOWN && mayAskAgain()) {
            askAgain(Verb.START);
        } else if (now - deadline > 0) {
            end = late(reading, "未在 " + limits.start(timing).toSeconds() + " 秒内进入 RUNNING: " + why(reading));
        }
    }

    private static ServerEnd late(ServiceReading reading, String text) {
        return reading.state() == State.UNKNOWN
                ? ServerEnd.unknown(text)
                : ServerEnd.failed(FailureCode.PROCESS_FAILED, text);
    }

    private void await(Verb verb, long now) {
        asked = verb;
        long expected = (verb == Verb.START ? timing.start() : timing.stop()).toNanos();
        Duration limit = verb == Verb.START ? limits.start(timing) : limits.stop(timing);
        deadline = now + limit.toNanos();
        pace.begin(now, now + expected);
    }

    private boolean mayAskAgain() {
        return inDoubt && !askedAgain;
    }

    private void askAgain(Verb verb) {
        askedAgain = true;
        wish = verb;
    }

    private ServiceReading began() {
        return Objects.requireNonNull(before);
    }

    private String started(ServiceReading reading) {
        long old = began().pid();
        if (action == ServiceAction.RESTART && old != 0) {
            return reading.pid() == 0 ? "已重启" : "已重启,pid " + old + " → " + reading.pid();
        }
        return "已启动" + pid(reading);
    }

    private String why(ServiceReading reading) {
        return remark.isEmpty() ? reading.detail() : reading.detail() + "; " + remark;
    }

    private String took(long now) {
        return ",用时 " + String.format(java.util.Locale.ROOT, "%.1f", (now - began) / 1e9) + " 秒";
    }

    private static String doing(Verb verb) {
        return verb == Verb.START ? "启动" : "停止";
    }

    private static String pid(ServiceReading reading) {
        return reading.pid() == 0 ? "" : ",pid " + reading.pid();
    }

    private static String words(ServiceReading reading) {
        return reading.pid() == 0 ? "进程无 pid" : " pid " + reading.pid();
    }
}
