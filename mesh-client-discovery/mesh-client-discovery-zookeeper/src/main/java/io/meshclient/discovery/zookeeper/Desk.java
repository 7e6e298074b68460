package io.meshclient.discovery.zookeeper;

import io.meshclient.time.MeshRuntime;
import java.util.concurrent.Executor;

/**
 * What all watches of a discovery share.
 *
 * @param registry the one connection
 * @param options what was configured
 * @param runtime time, timers and randomness
 * @param executor the one thread that watches live on
 */
record Desk(Registry registry, ZooKeeperOptions options, MeshRuntime runtime, Executor executor) {}
