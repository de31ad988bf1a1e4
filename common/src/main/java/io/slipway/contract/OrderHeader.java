package io.slipway.contract;

/**
 * What every work order says of itself.
 *
 * @param jobId the job
 * @param jobSeq rises with every accepted job; with {@code attempt} it is the fence on a host
 * @param round 1, and one more for each retry by a person
 * @param targetId the target, unique over all jobs
 * @param attempt raised each time the dispatcher hands the target out anew; reports of an older one have no effect
 */
public record OrderHeader(String jobId, long jobSeq, int round, String targetId, int attempt) {}
