package io.slipway.opsmanager;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.erlang.ErlangTerm;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.erlang.Cookie;
import io.slipway.opsmanager.erlang.ErlangNode;
import io.slipway.opsmanager.erlang.NodeAddress;
import io.slipway.opsmanager.erlang.NodeDialer;
import io.slipway.opsmanager.erlang.NodeFailure;
import io.slipway.worker.ProbeFindings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One node: does it take our cookie and answer a harmless call, and what does its clock show? */
final class NodeLook {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** Signatures of callbacks are good for 300 s; jobs, logs and leases are read side by side and need far less. */
    static final long MOST_SKEW_MILLIS = 5000;

    private final NodeAddress address;
    private final String subject;
    private final Cookie cookie;
    private final NodeDialer dialer;
    private final HostLooks looks;

    NodeLook(NodeAddress address, String server, Cookie cookie, NodeDialer dialer, HostLooks looks) {
        this.address = address;
        this.subject = server + "@" + address.host();
        this.cookie = cookie;
        this.dialer = dialer;
        this.looks = looks;
    }

    /** @param space is told by the node how full the disk is, where nobody told it yet */
    void look(ProbeFindings findings, HostSpaceLook space) {
        try (ErlangNode node = ErlangNode.connect(address, cookie, findings.atMost(looks.connect()), dialer)) {
            ErlangTerm release = node.call(
                    "erlang", "system_info", List.of(ErlangTerm.atom("otp_release")), findings.atMost(LONGEST));
            clock(node, findings, text(release));
            space.ask(node, findings.atMost(LONGEST));
        } catch (NodeFailure e) {
            findings.add(failed(e));
        }
    }

    private void clock(ErlangNode node, ProbeFindings findings, String release) throws NodeFailure {
        long begin = System.nanoTime();
        ErlangTerm time =
                node.call("erlang", "system_time", List.of(ErlangTerm.atom("millisecond")), findings.atMost(LONGEST));
        long here = looks.clock().millis();
        long roundTrip = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        findings.add(ProbeCell.go(
                CheckName.ERLANG_NODE,
                subject,
                new Words(
                        "握手与调用成功, OTP " + release + ", " + roundTrip + " ms",
                        "Took the cookie and answered, OTP " + release + ", " + roundTrip + " ms")));
        if (time instanceof ErlangTerm.Int millis) {
            findings.add(skew(millis.value().longValue() - (here - roundTrip / 2)));
        }
    }

    private ProbeCell skew(long millis) {
        Words found = new Words(
                "与工作进程相差 " + millis + " ms (上限 " + MOST_SKEW_MILLIS + ")",
                millis + " ms from the worker (limit " + MOST_SKEW_MILLIS + ")");
        if (Math.abs(millis) <= MOST_SKEW_MILLIS) {
            return ProbeCell.go(CheckName.NODE_CLOCK, subject, found);
        }
        return ProbeCell.noGo(
                CheckName.NODE_CLOCK,
                subject,
                found,
                new Words(
                        "在 " + address.host() + " 与主机 " + looks.site().host() + " 上执行: timedatectl set-ntp true",
                        "On " + address.host() + " and on host " + looks.site().host()
                                + " run: timedatectl set-ntp true"));
    }

    private ProbeCell failed(NodeFailure e) {
        Words said = new Words(said(e.code()) + ": " + e.getMessage(), String.valueOf(e.getMessage()));
        if (e.code() == FailureCode.BUSY || e.code() == FailureCode.OUTCOME_UNKNOWN) {
            return ProbeCell.unknown(
                    CheckName.ERLANG_NODE,
                    subject,
                    said,
                    new Words("稍后重试; 节点长时间无应答时检查其负载", "Ask again later; where it stays, look at the load of the node"));
        }
        return ProbeCell.noGo(CheckName.ERLANG_NODE, subject, said, fix(e.code()));
    }

    private static String said(FailureCode code) {
        return switch (code) {
            case AUTH -> "cookie 不一致";
            case UNREACHABLE -> "节点不可达";
            case BUSY -> "节点暂时拒绝连接";
            case CONFIG -> "节点不符合配置";
            default -> "没有应答";
        };
    }

    private Words fix(FailureCode code) {
        String on = address.host();
        return switch (code) {
            case AUTH ->
                new Words(
                        "使主机 " + looks.site().host() + " 上项目配置 cookie-file 的内容与 " + on + " 上节点 " + address.nodeName()
                                + " 的 -setcookie (或 ~/.erlang.cookie) 一致",
                        "Make the cookie in the project's cookie-file on host "
                                + looks.site().host()
                                + " that of node " + address.nodeName() + " on " + on
                                + " (-setcookie or ~/.erlang.cookie)");
            case UNREACHABLE ->
                new Words(
                        "在 " + on + " 上启动节点 " + address.nodeName() + " ,用 epmd -port " + address.epmdPort()
                                + " -names 确认已注册; 放行从主机 " + looks.site().host() + " 到节点端口的 TCP 连接",
                        "On " + on + " start node " + address.nodeName() + "; epmd -port " + address.epmdPort()
                                + " -names must list it; let TCP through from host "
                                + looks.site().host() + " to the node's port");
            default ->
                new Words(
                        "核对配置 node-name 与节点实际名称 " + address.nodeName() + " , OTP 需 23 以上 (建议 25)",
                        "Compare the setting node-name with the node's real name, " + address.nodeName()
                                + " ; OTP 23 or newer is needed");
        };
    }

    private static String text(ErlangTerm term) {
        return term instanceof ErlangTerm.Sequence list ? list.asText().orElse(term.toString()) : term.toString();
    }
}
