package io.github.thingseal.testkit.internal.service;

/**
 * In what services differ, seen from a client.
 *
 * @param portalOverRest whether it has what real customers find in the portal only
 * @param maxPageSize how many entries a page has at most, whatever the client asks for
 */
public record RestSettings(boolean portalOverRest, int maxPageSize) {}
