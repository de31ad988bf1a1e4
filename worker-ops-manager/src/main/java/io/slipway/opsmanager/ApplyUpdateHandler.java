package io.slipway.opsmanager;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.GameServer;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.erlang.Cookie;
import io.slipway.secret.InsecureSecretException;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import io.slipway.worker.shell.ShellRunner;
import java.nio.file.Path;

/**
 * Brings a hot update to the game servers of one IP: looks at the order and the pushed files, copies them to the host
 * once, then for each game server switches its files and runs its commands (requirements S4-7 to S4-9).
 *
 * <p>Safe to repeat: the copy and the switch change nothing the second time, the host's fence refuses an older attempt, and
 * commands that must not run twice pass the {@link CommandGate}.
 */
public final class ApplyUpdateHandler implements OrderHandler<ApplyUpdate> {
    private final OpsManagerProperties properties;
    private final CommandJournal journal;
    private final VerifiedFiles files;
    private final HostLinks links;
    private final StageCopy copy;

    public ApplyUpdateHandler(OpsManagerProperties properties, ShellRunner runner, CommandJournal journal) {
        this.properties = properties;
        this.journal = journal;
        this.files = new VerifiedFiles(properties.hotRoot());
        this.links = new HostLinks(properties.connect());
        this.copy = new StageCopy(runner, properties);
    }

    @Override
    public Class<ApplyUpdate> orderType() {
        return ApplyUpdate.class;
    }

    @Override
    public Outcome handle(ApplyUpdate order, OrderContext context) throws InterruptedException {
        OrderCheck.require(order);
        HostResults results = new HostResults(order.servers());
        try {
            HostLayout host = layout(order);
            CheckedManifest manifest = CheckedManifest.of(context.manifest(order.manifest()));
            Cookie cookie = cookie(host.hosts());
            try (HostLink link = links.to(host)) {
                stage(order, manifest, link, context);
                CommandGate gate = new CommandGate(order.header(), host.root(), manifest, journal, context);
                return updateServers(new HostPlan(
                        order,
                        manifest,
                        host,
                        cookie,
                        link.dialer(),
                        gate,
                        properties.connect(),
                        properties.stage(),
                        results,
                        context));
            }
        } catch (OrderEndedException e) {
            return e.outcome().withServers(results.byServer());
        }
    }

    private void stage(ApplyUpdate order, CheckedManifest manifest, HostLink link, OrderContext context)
            throws InterruptedException {
        if (manifest.files().isEmpty()) {
            return;
        }
        Path snapshot = files.require(order.version(), order.manifest(), manifest.files(), context.cancellation());
        context.cancellation().check();
        copy.run(snapshot, manifest, link.stage(), order.ip(), context);
    }

    /** One after the other, as the request names them: game servers of one host may depend on that. */
    private static Outcome updateServers(HostPlan plan) throws InterruptedException {
        for (GameServer server : plan.order().servers()) {
            plan.context().cancellation().check();
            ServerUpdate update = new ServerUpdate(server, plan);
            try {
                update.run();
            } finally {
                plan.done().add(server, update);
            }
        }
        return plan.done().outcome(plan.manifest());
    }

    private HostLayout layout(ApplyUpdate order) {
        String project = order.version().project();
        ProjectHosts hosts = properties
                .hostsOf(project)
                .filter(ProjectHosts::takesUpdates)
                .orElseThrow(() -> OrderEndedException.failed(
                        FailureCode.REJECTED_BY_WORKER,
                        "project " + project + " is not configured for updates on this ops manager"));
        try {
            return HostLayout.of(hosts, order);
        } catch (IllegalArgumentException e) {
            throw OrderEndedException.failed(FailureCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    private static Cookie cookie(ProjectHosts hosts) {
        try {
            return Cookie.read(hosts.cookieFile());
        } catch (InsecureSecretException e) {
            throw OrderEndedException.failed(e.code(), String.valueOf(e.getMessage()));
        }
    }
}
