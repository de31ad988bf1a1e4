package io.slipway.opsmanager;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.name.SafeName;
import io.slipway.opsmanager.erlang.EpmdNames;
import io.slipway.opsmanager.erlang.NodeDialer;
import io.slipway.opsmanager.erlang.NodeFailure;
import io.slipway.worker.ProbeFindings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a host's epmd answers, and which game servers are registered there. */
final class EpmdLook {
    private static final int MOST_SERVERS = 64;
    private static final String SERVER = "{server}";

    private final HostLayout host;
    private final NodeDialer dialer;
    private final HostLooks looks;

    EpmdLook(HostLayout host, NodeDialer dialer, HostLooks looks) {
        this.host = host;
        this.dialer = dialer;
        this.looks = looks;
    }

    /**
     * The game servers whose nodes are to be asked.
     *
     * @param wanted those the request names; none: the registered ones whose names fit the setting {@code node-name}
     */
    List<String> servers(List<String> wanted, ProbeFindings findings) {
        int port = host.hosts().epmdPort();
        String subject = host.ip() + ":" + port;
        List<String> names;
        try {
            names = EpmdNames.at(host.ip(), port, findings.atMost(looks.connect()), dialer);
        } catch (NodeFailure e) {
            findings.add(ProbeCell.noGo(
                    CheckName.EPMD,
                    subject,
                    new Words("epmd 没有应答: " + e.getMessage(), "No answer: " + e.getMessage()),
                    new Words(
                            "在 " + host.ip() + " 上执行: epmd -daemon -port " + port + " 并启动游戏服; 放行从主机 "
                                    + looks.site().host() + " 到 " + subject + " 的 TCP 连接",
                            "On " + host.ip() + " run: epmd -daemon -port " + port
                                    + " and start the game servers; let TCP through from host "
                                    + looks.site().host() + " to " + subject)));
            return wanted;
        }
        List<String> servers = wanted.isEmpty() ? fitting(names) : wanted;
        findings.add(servers.isEmpty() ? nobody(subject, names) : registered(subject, names));
        return servers;
    }

    private ProbeCell registered(String subject, List<String> names) {
        String list = String.join(", ", names);
        return ProbeCell.go(CheckName.EPMD, subject, new Words("已注册: " + list, "Registered: " + list));
    }

    private ProbeCell nobody(String subject, List<String> names) {
        String found = names.isEmpty() ? "-" : String.join(", ", names);
        String template = host.hosts().nodeName();
        return ProbeCell.unknown(
                CheckName.EPMD,
                subject,
                new Words(
                        "没有符合 " + template + " 的节点 (已注册: " + found + ")",
                        "No node fits " + template + " (registered: " + found + ")"),
                new Words(
                        "启动该主机的游戏服,或在请求的 servers 中列出游戏服名称; 名称规则不同时改正配置 node-name",
                        "Start the game servers of the host, or name them in servers of the request; where their names follow"
                                + " another rule correct the setting node-name"));
    }

    private List<String> fitting(List<String> names) {
        Pattern pattern = pattern();
        return names.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Optional.ofNullable(matcher.group(1)).orElse(""))
                .filter(SafeName::allowed)
                .limit(MOST_SERVERS)
                .toList();
    }

    /** The node's name before the @, with the server's name as its one unknown part. */
    private Pattern pattern() {
        String alive = host.alive(SERVER);
        int at = alive.indexOf(SERVER);
        if (at < 0) {
            return Pattern.compile("(" + Pattern.quote(alive) + ")");
        }
        return Pattern.compile(
                Pattern.quote(alive.substring(0, at)) + "(.+)" + Pattern.quote(alive.substring(at + SERVER.length())));
    }
}
