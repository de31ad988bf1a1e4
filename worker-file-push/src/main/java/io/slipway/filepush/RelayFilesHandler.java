package io.slipway.filepush;

import io.slipway.contract.RelayFiles;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import io.slipway.worker.shell.ShellRunner;
import java.time.Clock;

/** Passes on, within a region, what one push brought to this host: the same push from there, with the same checks. */
public final class RelayFilesHandler implements OrderHandler<RelayFiles> {
    private final FilePush push;

    /** @param clock its zone is that of a manager's times where the manager names none */
    public RelayFilesHandler(FilePushProperties properties, ShellRunner runner, Clock clock) {
        this.push = new FilePush(properties, runner, clock, "relay");
    }

    @Override
    public Class<RelayFiles> orderType() {
        return RelayFiles.class;
    }

    @Override
    public Outcome handle(RelayFiles order, OrderContext context) throws InterruptedException {
        return push.run(FilePush.Load.of(order.version(), order.manager(), order.manifest(), order.basis()), context);
    }
}
