package io.slipway.filepush;

import io.slipway.contract.PushFiles;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import io.slipway.worker.shell.ShellRunner;
import java.time.Clock;

/** Pushes from a version receiver, see {@link FilePush}. */
public final class PushFilesHandler implements OrderHandler<PushFiles> {
    private final FilePush push;

    /** @param clock its zone is that of a manager's times where the manager names none */
    public PushFilesHandler(FilePushProperties properties, ShellRunner runner, Clock clock) {
        this.push = new FilePush(properties, runner, clock, "push");
    }

    @Override
    public Class<PushFiles> orderType() {
        return PushFiles.class;
    }

    @Override
    public Outcome handle(PushFiles order, OrderContext context) throws InterruptedException {
        return push.run(FilePush.Load.of(order.version(), order.manager(), order.manifest(), order.basis()), context);
    }
}
