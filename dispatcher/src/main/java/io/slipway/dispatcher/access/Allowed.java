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
    /** The role it needs, in the project that the called thing belongs to. */
    AccessRole value();

    /** True where the route is about the whole installation: only who has the role in every project may call it. */
    boolean everyProject() default false;
}
