package io.github.tempera.service.job;

import java.io.Serial;

/** This client has as many jobs waiting and running as it may. */
public final class TooManyJobs extends Refused {
  @Serial private static final long serialVersionUID = 1L;

  TooManyJobs(int jobsPerClient, long retryAfterSeconds) {
    super(
        "You have %d unfinished jobs, the most allowed: try again in %d seconds, or cancel one."
            .formatted(jobsPerClient, retryAfterSeconds),
        retryAfterSeconds);
  }
}
