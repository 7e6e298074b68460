/**
 * Endpoints from ZooKeeper: the layout of Curator's service discovery, which Spring Cloud uses as well.
 */
@NullMarked
package io.meshclient.discovery.zookeeper;

import org.jspecify.annotations.NullMarked;
