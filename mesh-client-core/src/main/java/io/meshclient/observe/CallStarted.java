package io.meshclient.observe;

/**
 * A call begins.
 *
 * @param service the service's name
 * @param method the HTTP method
 * @param url the logical URL, as the user typed it
 */
public record CallStarted(String service, String method, String url) {}
