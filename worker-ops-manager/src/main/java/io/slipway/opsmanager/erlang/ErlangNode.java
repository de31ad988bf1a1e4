package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import io.slipway.job.FailureCode;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a node as a hidden node. Any number of threads may call at the same time; each call has its own process identifier,
 * so answers that come too late match nothing and are dropped. Close it when the work on that node is done.
 */
public final class ErlangNode implements AutoCloseable {
    private static final ErlangTerm.Atom REX = ErlangTerm.atom("rex");

    private final NodeAddress address;
    private final LocalPid self;
    private final MessageLink link;
    private final Map<Integer, CompletableFuture<ErlangTerm>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable String closedBecause;

    private ErlangNode(NodeAddress address, LocalPid self, MessageLink link) {
        this.address = address;
        this.self = self;
        this.link = link;
    }

    /** Connects over plain TCP; see {@link #connect(NodeAddress, Cookie, Duration, NodeDialer)}. */
    public static ErlangNode connect(NodeAddress address, Cookie cookie, Duration timeout) throws NodeFailure {
        return connect(address, cookie, timeout, NodeDialer.tcp());
    }

    /**
     * Looks the node up, connects and proves both sides' knowledge of the cookie.
     *
     * @param timeout for everything together
     * @throws NodeFailure UNREACHABLE, AUTH, CONFIG or BUSY; nothing ran on the node
     */
    public static ErlangNode connect(NodeAddress address, Cookie cookie, Duration timeout, NodeDialer dialer)
            throws NodeFailure {
        Deadline deadline = Deadline.in(timeout);
        int port = address.fixedPort().isPresent()
                ? address.fixedPort().getAsInt()
                : new Epmd(dialer).portOf(address, deadline);
        Socket socket = dial(address, port, deadline, dialer);
        try {
            LocalPid self = LocalPid.ofNewConnection(socket.getLocalAddress().getHostAddress());
            new Handshake(address, cookie, socket, deadline).perform(self);
            ErlangNode node = new ErlangNode(address, self, new MessageLink(socket));
            node.startReader();
            return node;
        } catch (NodeFailure e) {
            closeQuietly(socket);
            throw e;
        } catch (IOException e) {
            closeQuietly(socket);
            throw new NodeFailure(FailureCode.UNREACHABLE, "the connection to " + address + " broke", e);
        }
    }

    public NodeAddress address() {
        return address;
    }

    /** Whether calls can still be sent. */
    public boolean isOpen() {
        return closedBecause == null;
    }

    /**
     * Calls a function on the node, as {@code rpc:call} does.
     *
     * @return what the function returned, or {@code {badrpc, Reason}} when it crashed
     * @throws NodeFailure UNREACHABLE when the connection was closed before and nothing was sent; OUTCOME_UNKNOWN when the answer did not
     *     come: the function may have run, or may still run
     */
    public ErlangTerm call(String module, String function, List<ErlangTerm> args, Duration timeout) throws NodeFailure {
        Deadline deadline = Deadline.in(timeout);
        LocalPid caller = self.withNumber(calls.incrementAndGet());
        CompletableFuture<ErlangTerm> answer = new CompletableFuture<>();
        waiting.put(caller.number(), answer);
        try {
            if (!isOpen()) {
                throw new NodeFailure(FailureCode.UNREACHABLE, "not sent to " + address + ": " + closedBecause);
            }
            send(callMessage(caller, module, function, args), deadline);
            return await(answer, deadline);
        } finally {
            waiting.remove(caller.number());
        }
    }

    @Override
    public void close() {
        endConnection("closed by us");
    }

    private void send(byte[] message, Deadline deadline) throws NodeFailure {
        try {
            link.send(message, deadline);
        } catch (SocketTimeoutException e) {
            throw new NodeFailure(FailureCode.UNREACHABLE, "not sent to " + address + ": " + e.getMessage(), e);
        } catch (IOException e) {
            endConnection("the connection broke while sending");
            throw unknown("the connection broke while sending", e);
        }
    }

    private ErlangTerm await(CompletableFuture<ErlangTerm> answer, Deadline deadline) throws NodeFailure {
        try {
            return answer.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unknown("no answer in time; it may still run there", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("interrupted while waiting for the answer", e);
        } catch (ExecutionException e) {
            throw unknown(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
    }

    private NodeFailure unknown(String what, Throwable cause) {
        return new NodeFailure(FailureCode.OUTCOME_UNKNOWN, address + ": " + what, cause);
    }

    /** REG_SEND {6, From, '', rex} with {From, {call, M, F, A, user}}, the message rpc:call has sent since R6. */
    private static byte[] callMessage(LocalPid from, String module, String function, List<ErlangTerm> args) {
        TermWriter out = new TermWriter().octet(Packet.PASS_THROUGH).octet(Tag.VERSION);
        out.tupleOf(4).term(ErlangTerm.integer(Packet.REG_SEND)).pid(from);
        out.term(ErlangTerm.atom("")).term(REX);
        out.octet(Tag.VERSION).tupleOf(2).pid(from);
        out.tupleOf(5).term(ErlangTerm.atom("call"));
        out.term(ErlangTerm.atom(module)).term(ErlangTerm.atom(function));
        return out.term(new ErlangTerm.Sequence(args))
                .term(ErlangTerm.atom("user"))
                .bytes();
    }

    private void startReader() {
        Thread reader = new Thread(this::readUntilClosed, "erlang-" + address.aliveName());
        reader.setDaemon(true);
        reader.start();
    }

    private void readUntilClosed() {
        try {
            while (isOpen()) {
                deliver(Packet.read(link.receive()));
            }
        } catch (IOException e) {
            endConnection("the node closed the connection or died");
        } catch (TermFormatException e) {
            endConnection("the node sent what is no message: " + e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            endConnection("an answer could not be read: " + e);
        }
    }

    private void deliver(Packet packet) {
        CompletableFuture<ErlangTerm> answer = packet.recipient().isPresent()
                ? waiting.remove(packet.recipient().getAsInt())
                : null;
        if (answer == null) {
            return; // a late answer, or a control message that does not concern a hidden node
        }
        try {
            answer.complete(packet.answer());
        } catch (TermFormatException e) {
            // The packet's end is known, so the connection stays good for the other calls.
            answer.completeExceptionally(new IOException("the answer could not be read: " + e.getMessage(), e));
        }
    }

    private void endConnection(String reason) {
        if (closedBecause == null) {
            closedBecause = reason;
        }
        link.close();
        for (CompletableFuture<ErlangTerm> answer : waiting.values()) {
            answer.completeExceptionally(new IOException(reason));
        }
    }

    private static Socket dial(NodeAddress address, int port, Deadline deadline, NodeDialer dialer) throws NodeFailure {
        try {
            return dialer.dial(address.host(), port, deadline.left());
        } catch (IOException e) {
            throw new NodeFailure(
                    FailureCode.UNREACHABLE, "node down: " + address + " does not listen on port " + port, e);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The failure that led here is the one to report.
        }
    }
}
