package io.meshclient.balance;

/**
 * Candidates that share a priority and a state of health, and their part of the calls.
 *
 * @param picker the policy over them
 * @param load percentage of the calls
 * @param refuses whether a call that falls to them is refused
 * @param <C> the candidates' type
 */
record Tier<C extends Candidate>(GroupPicker<C> picker, int load, boolean refuses) {}
