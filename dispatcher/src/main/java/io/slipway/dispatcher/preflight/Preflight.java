package io.slipway.dispatcher.preflight;

import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.dispatcher.dispatch.ProbeConversation;
import io.slipway.dispatcher.dispatch.ProbeLine;
import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.onboarding.QueueMappings;
import io.slipway.job.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Asks the workers of all roles and looks itself, all at the same time, and puts together the grid. */
@Component
class Preflight implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Preflight.class);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(5);
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private final ProbeLine line;
    private final QueueMappings mappings;
    private final WorkerBoard board;
    private final List<DispatcherCheck> checks;
    private final PreflightProperties properties;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "preflight");
        thread.setDaemon(true);
        return thread;
    });

    Preflight(
            ProbeLine line,
            QueueMappings mappings,
            WorkerBoard board,
            List<DispatcherCheck> checks,
            PreflightProperties properties) {
        this.line = line;
        this.mappings = mappings;
        this.board = board;
        this.checks = checks;
        this.properties = properties;
        this.places = new Semaphore(properties.atOnce());
    }

    /** @throws ProblemException {@code not_allowed_now} where too many run already */
    List<GridCell> look(PreflightScope scope) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    ProblemCode.NOT_ALLOWED_NOW,
                    List.of(),
                    new ProblemException.Hint(
                            "已有 " + properties.atOnce() + " 个检查正在进行,请在 "
                                    + properties.limit().toSeconds() + " 秒后重试",
                            properties.atOnce() + " preflights run already, try again in "
                                    + properties.limit().toSeconds() + " s"));
        }
        try {
            return grid(scope, new TimeLeft(properties.limit()));
        } finally {
            places.release();
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    private List<GridCell> grid(PreflightScope scope, TimeLeft time) throws InterruptedException {
        List<Future<ProbeCell>> own = new ArrayList<>();
        checks.forEach(check -> own.add(threads.submit(() -> check.look(scope))));
        List<GridCell> cells = new ArrayList<>(workers(scope, time));
        for (Future<ProbeCell> look : own) {
            cells.add(new GridCell(GridCell.DISPATCHER, null, ended(look, time)));
        }
        return cells;
    }

    private List<GridCell> workers(PreflightScope scope, TimeLeft time) throws InterruptedException {
        ProbeConversation conversation;
        try {
            conversation = open();
        } catch (ExecutionException | TimeoutException e) {
            String why = e.getCause() == null
                    ? "no answer in time"
                    : String.valueOf(e.getCause().getMessage());
            List<GridCell> cells = new ArrayList<>();
            for (Role role : scope.location().area().roles()) {
                cells.addAll(roleLook(role, scope, time).withoutBroker(why));
            }
            return cells;
        }
        try (conversation) {
            List<Future<List<GridCell>>> roles = new ArrayList<>();
            for (Role role : scope.location().area().roles()) {
                Callable<List<GridCell>> look =
                        () -> roleLook(role, scope, time).look(conversation);
                roles.add(threads.submit(look));
            }
            List<GridCell> cells = new ArrayList<>();
            for (Future<List<GridCell>> role : roles) {
                cells.addAll(all(role));
            }
            return cells;
        }
    }

    /** Each ends by itself at the end of the time. */
    private static List<GridCell> all(Future<List<GridCell>> role) throws InterruptedException {
        try {
            return role.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    /** A broker that takes connections and says nothing would hold us for a minute. */
    private ProbeConversation open() throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<ProbeConversation> opened = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                ProbeConversation conversation = line.open();
                if (!opened.complete(conversation)) {
                    conversation.close();
                }
            } catch (Exception e) {
                opened.completeExceptionally(e);
            }
        });
        try {
            return opened.get(OPEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            opened.completeExceptionally(e); // who opens it later closes it
            throw e;
        }
    }

    private static ProbeCell ended(Future<ProbeCell> look, TimeLeft time) throws InterruptedException {
        try {
            return look.get(time.left().plus(RESERVE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            look.cancel(true);
            log.warn("a look of the dispatcher did not end", e);
            return ProbeCell.unknown(
                    CheckName.CMDB_URL,
                    "",
                    new Words("检查本身没有完成: " + e, "The check itself did not end: " + e),
                    new Words("查看调度机的日志", "Look into the log of the dispatcher"));
        }
    }

    private RoleLook roleLook(Role role, PreflightScope scope, TimeLeft time) {
        return new RoleLook(role, scope, mappings, board, time);
    }
}
