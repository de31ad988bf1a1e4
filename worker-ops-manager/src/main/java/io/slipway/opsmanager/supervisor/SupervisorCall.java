package io.slipway.opsmanager.supervisor;

import java.util.List;
import java.util.Map;

/**
 * One call.
 *
 * @param params of String, Integer, Boolean, and for the multicall List and Map of these
 */
public record SupervisorCall(SupervisorMethod method, List<Object> params) {
    public SupervisorCall {
        params = List.copyOf(params);
    }

    public static SupervisorCall of(SupervisorMethod method, Object... params) {
        return new SupervisorCall(method, List.of(params));
    }

    /** Several calls in one request; supervisord does them one after the other. */
    static SupervisorCall together(List<SupervisorCall> calls) {
        List<Object> entries = calls.stream()
                .<Object>map(call -> Map.of("methodName", call.method().wire(), "params", call.params()))
                .toList();
        return new SupervisorCall(SupervisorMethod.MULTICALL, List.of(entries));
    }
}
