package io.slipway.contract;

/** First words of a worker after every connect: it takes no order before the answer names the cancelled jobs. */
public record WorkerHello(String workerId) implements WorkerRequest {}
