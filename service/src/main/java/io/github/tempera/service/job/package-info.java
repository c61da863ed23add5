/**
 * The queue: orders come in, are painted in a fair order, and leave one stored result each. Read
 * {@link io.github.tempera.service.job.Jobs} first.
 *
 * <ul>
 *   <li>job: an order in the queue, and what became of it
 *   <li>turn: when a queued job is painted, the lower the sooner; one client's jobs take theirs
 *       among the others'
 *   <li>claim: a job that a worker has, until its lease ends; who lives renews it
 *   <li>worker: a thread that paints
 *   <li>hand back: to return a job that one will not finish; take back: to return one of a worker
 *       that is dead
 * </ul>
 */
@NullMarked
package io.github.tempera.service.job;

import org.jspecify.annotations.NullMarked;
