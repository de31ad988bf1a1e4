/** Everything in one JVM: the embedded broker, document store and ZooKeeper, with their data on disk. */
@NullMarked
package io.slipway.standalone;

import org.jspecify.annotations.NullMarked;
