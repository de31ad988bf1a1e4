/** Measures hot updates to many hosts against xargs and rsync. Run by deploy/bench/hot.sh, never with the tests. */
@NullMarked
package io.slipway.opsmanager.bench;

import org.jspecify.annotations.NullMarked;
