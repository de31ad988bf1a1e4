package io.slipway.dispatcher.http;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What a request changed, left behind for its audit entry by whoever changed it. Values are shown as JSON, without what is
 * secret and without what stayed as it was.
 */
public final class ChangeNote {
    private ChangeNote() {}

    /**
     * Of the request that is being answered by this thread; outside of one nothing happens.
     *
     * @param before null where there was nothing
     * @param after null where there is nothing any more
     */
    public static void of(@Nullable Object before, @Nullable Object after) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
            RequestMarks.change(current.getRequest(), before, after);
        }
    }
}
