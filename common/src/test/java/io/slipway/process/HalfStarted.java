package io.slipway.process;

import java.util.concurrent.CountDownLatch;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** A program whose start fails when one of its threads is already at work. */
@SpringBootConfiguration
public class HalfStarted {
    public static void main(String[] arguments) {
        OwnProcess.run(new SpringApplicationBuilder(HalfStarted.class), arguments);
    }

    @Bean
    CommandLineRunner runner() {
        return arguments -> {
            new Thread(HalfStarted::waitForever, "left over").start();
            throw new IllegalStateException("the store is away");
        };
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
