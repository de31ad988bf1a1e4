/** Hot updates end to end: real game servers, daemons, brokers and processes, asked for as a CMDB would ask. */
@NullMarked
package io.slipway.endtoend;

import org.jspecify.annotations.NullMarked;
