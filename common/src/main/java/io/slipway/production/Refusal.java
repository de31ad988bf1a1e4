package io.slipway.production;

/**
 * Why a process does not start as production.
 *
 * @param setting full name of the property to change
 * @param problem what is wrong with it now, without its value where that could be a secret
 * @param problemZh the same in Chinese
 * @param remedy what to set instead
 */
public record Refusal(String setting, String problem, String problemZh, String remedy) {}
