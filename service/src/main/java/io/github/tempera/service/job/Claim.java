package io.github.tempera.service.job;

/**
 * A worker's right to paint a job.
 *
 * @param job as it was when it was claimed
 * @param worker who claimed it
 * @param attempt the how-many-th begin of this job it is: a right that was taken back and given
 *     again, even to the same worker, is another
 */
record Claim(Job job, String worker, int attempt) {}
