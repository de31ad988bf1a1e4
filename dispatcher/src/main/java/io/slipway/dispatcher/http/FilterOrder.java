package io.slipway.dispatcher.http;

/** The order of the servlet filters: headers first, then an id, the pages, the audit, then who it is, and only then the body. */
public final class FilterOrder {
    public static final int HEADERS = -230;
    public static final int REQUEST_ID = -220;
    /** Before the audit and before anyone is known: pages are files that everyone may read. */
    public static final int PAGES = -215;

    public static final int AUDIT = -210;
    /** {@code spring.security.filter.order} in slipway-dispatcher.yaml is the same. */
    public static final int SECURITY = -200;

    /** After security also where nobody set its order, which is -100 then. */
    public static final int BODY = 0;

    private FilterOrder() {}
}
