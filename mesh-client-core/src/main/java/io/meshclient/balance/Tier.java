package io.meshclient.balance;

/**
 * Candidates that share a priority and a state of health, and their part of the calls.
 *
 * @param picker the policy over them
 * @param priority of all of them
 * @param load percentage of the calls
 * @param availability percentage of the calls that they could take, were there no other tier
 * @param refuses whether a call that falls to them is refused
 * @param <C> the candidates' type
 */
record Tier<C extends Candidate>(GroupPicker<C> picker, int priority, int load, int availability, boolean refuses) {}
