package io.slipway.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.chaos.TcpProxy.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread server = new Thread(this::echo);
        server.setDaemon(true);
        server.start();
        proxy = new TcpProxy(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void openWayPassesBytesBothWays() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket)).isEqualTo('x');
        }
    }

    @Test
    void cutWayEndsConnectionsAndTakesNone() throws IOException {
        try (Socket socket = connect()) {
            ask(socket);
            proxy.set(Way.CUT);

            assertThatThrownBy(() -> require(ask(socket))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> require(ask(connect()))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void silentWayHoldsBytesUntilItIsOpenAgain() throws IOException {
        try (Socket socket = connect()) {
            ask(socket);
            proxy.set(Way.SILENT);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> ask(socket)).isInstanceOf(SocketTimeoutException.class);

            proxy.set(Way.OPEN);
            socket.setSoTimeout(5000);

            assertThat(socket.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void tornWayPassesAFewBytesAndThenResets() throws IOException {
        try (Socket socket = connect()) {
            ask(socket);
            proxy.set(Way.TORN);

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 5000; i++) {
                            require(ask(socket));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        try (Socket again = connect()) {
            assertThat(ask(again)).isIn((int) 'x', -1);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", proxy.port());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static int ask(Socket socket) throws IOException {
        socket.getOutputStream().write('x');
        return socket.getInputStream().read();
    }

    /** The end of a connection is an answer too. */
    private static void require(int read) throws IOException {
        if (read < 0) {
            throw new IOException("ended");
        }
    }

    private void echo() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread thread = new Thread(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException e) {
                        // The proxy has ended it.
                    }
                });
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }
}
