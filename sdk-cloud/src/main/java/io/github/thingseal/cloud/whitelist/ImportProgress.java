package io.github.thingseal.cloud.whitelist;

/**
 * The progress of an import, after each chunk.
 *
 * @param sent how many identities were sent, or tried to
 * @param total how many identities are to be sent
 * @param added how many the service confirmed
 * @param position the number of the first line that is not settled; store it to go on there after a
 *     restart of the process
 */
public record ImportProgress(int sent, int total, int added, long position) {}
