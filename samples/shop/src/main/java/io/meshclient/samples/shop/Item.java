package io.meshclient.samples.shop;

/** The body of an answer: which service, which item, and which of the three instances spoke. */
public record Item(String service, long id, String instance) {}
