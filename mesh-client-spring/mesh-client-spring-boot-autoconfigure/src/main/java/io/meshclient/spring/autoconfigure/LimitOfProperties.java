package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The limit of an endpoint, or of a service.
 *
 * @param algorithm How many calls may be under way is found out so.
 * @param initial The limit at the beginning; with static, for ever.
 * @param min The least that it becomes.
 * @param max The most that it becomes.
 */
record LimitOfProperties(
        @Nullable LimitAlgorithmName algorithm,
        @Nullable Integer initial,
        @Nullable Integer min,
        @Nullable Integer max) {}
