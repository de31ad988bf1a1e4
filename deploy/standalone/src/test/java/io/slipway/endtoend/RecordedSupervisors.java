package io.slipway.endtoend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Not a supervisord: one process that listens on many loopback addresses and answers every call with the bytes a real
 * supervisord once gave to getAllProcessInfo. 500 real ones do not fit on a small machine. Where the file {@code changed} names an
 * address, that one answers with other recorded bytes; when it first does, the time goes into the file {@code served}.
 */
final class RecordedSupervisors {
    private static final int MOST_REQUEST = 64 * 1024;

    private final Path directory;
    private final ByteBuffer usual;
    private final ByteBuffer other;
    private final Selector selector = Selector.open();
    private String served = "";

    private RecordedSupervisors(Path directory) throws IOException {
        this.directory = directory;
        this.usual = answer(directory.resolve("usual.xml"));
        this.other = answer(directory.resolve("other.xml"));
    }

    /** @param arguments directory, port; the addresses are in the file {@code addresses} */
    public static void main(String[] arguments) throws IOException {
        RecordedSupervisors peer = new RecordedSupervisors(Path.of(arguments[0]));
        List<String> addresses = Files.readAllLines(peer.directory.resolve("addresses"));
        for (String address : addresses) {
            ServerSocketChannel server = ServerSocketChannel.open();
            server.configureBlocking(false);
            server.bind(new InetSocketAddress(address, Integer.parseInt(arguments[1])), 64);
            server.register(peer.selector, SelectionKey.OP_ACCEPT);
        }
        Files.writeString(peer.directory.resolve("ready"), "");
        peer.run();
    }

    private void run() throws IOException {
        while (true) {
            selector.select();
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                SelectionKey key = keys.next();
                keys.remove();
                if (key.isAcceptable()) {
                    SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
                    client.configureBlocking(false);
                    client.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(MOST_REQUEST));
                } else {
                    read(key);
                }
            }
        }
    }

    private void read(SelectionKey key) {
        SocketChannel client = (SocketChannel) key.channel();
        ByteBuffer request = (ByteBuffer) key.attachment();
        try {
            if (client.read(request) < 0) {
                client.close();
                return;
            }
            String text = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
            if (text.contains("</methodCall>")) {
                request.clear();
                ByteBuffer answer = answerOf(client).duplicate();
                while (answer.hasRemaining()) {
                    client.write(answer);
                }
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private ByteBuffer answerOf(SocketChannel client) throws IOException {
        Path wish = directory.resolve("changed");
        if (!Files.exists(wish)) {
            return usual;
        }
        String changed = Files.readString(wish).strip();
        String address = ((InetSocketAddress) client.getLocalAddress()).getHostString();
        if (!changed.equals(address)) {
            return usual;
        }
        if (!served.equals(changed)) {
            served = changed;
            Files.writeString(directory.resolve("served"), String.valueOf(System.currentTimeMillis()));
        }
        return other;
    }

    private static ByteBuffer answer(Path file) throws IOException {
        byte[] body = Files.readAllBytes(file);
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
    }
}
