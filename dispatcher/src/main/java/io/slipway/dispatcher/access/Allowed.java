package io.slipway.dispatcher.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rule of one route: who may call it. A route without a rule is refused to everyone. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allowed {
    /** The least role. */
    AccessRole value();

    /** True where the route is about the whole installation: only a token for every project may call it. */
    boolean everyProject() default false;
}
