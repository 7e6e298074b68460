/** Real sockets and real trouble: what a caller sees, and that nothing leaks. */
@NullMarked
package io.meshclient.okhttp.fault;

import org.jspecify.annotations.NullMarked;
