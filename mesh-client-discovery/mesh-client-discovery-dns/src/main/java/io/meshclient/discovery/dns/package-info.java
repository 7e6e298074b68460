/** Endpoints from name servers: A, AAAA and SRV records, asked again when their time to live is over. */
@NullMarked
package io.meshclient.discovery.dns;

import org.jspecify.annotations.NullMarked;
