package io.github.tempera.service.http;

import io.github.tempera.TemperaException.Kind;
import io.github.tempera.service.Service;
import io.github.tempera.service.job.Job;
import io.javalin.http.Context;
import java.util.regex.Pattern;

/** {@code /api/v1/jobs/{id}} and what is below. */
final class JobRoutes {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final Service service;
  private final EventStreams streams;

  JobRoutes(Service service, EventStreams streams) {
    this.service = service;
    this.streams = streams;
  }

  void get(Context ctx) {
    Json.send(ctx, JobView.json(job(ctx)));
  }

  void delete(Context ctx) {
    service.jobs().delete(job(ctx).id());
    ctx.status(204);
  }

  void result(Context ctx) {
    Job job = job(ctx);
    if (job.state() != Job.State.DONE) {
      throw noResult(job);
    }
    sendResult(ctx, service, job);
  }

  void events(Context ctx) {
    streams.open(ctx, RequestFilter.client(ctx), job(ctx));
  }

  private Job job(Context ctx) {
    String id = ctx.pathParam("id");
    if (!ID.matcher(id).matches()) {
      throw unknown();
    }
    return service.jobs().get(id).orElseThrow(JobRoutes::unknown);
  }

  private static Problem unknown() {
    return Problem.notFound("There is no such job, or it is long past and forgotten.");
  }

  static void sendResult(Context ctx, Service service, Job job) {
    byte[] picture =
        service
            .jobs()
            .result(job)
            .orElseThrow(
                () ->
                    Problem.of(
                        410,
                        "gone",
                        "The picture was deleted, since its time is up or it was asked for: have it painted again."));
    String type = job.mediaType();
    ctx.header(
        "Content-Disposition",
        "inline; filename=\"tempera-%s.%s\""
            .formatted(job.id(), type.substring("image/".length())));
    ctx.contentType(type).result(picture);
  }

  private static Problem failed(Job job) {
    String why = job.error().orElse("The picture was not painted.");
    Problem problem = Problem.of(job.errorKind().orElse(Kind.WRONG_ARGUMENT), why);
    return problem.status() == 422 ? Problem.of(422, "failed", why) : problem;
  }

  /** Why a job has no picture to give. */
  static Problem noResult(Job job) {
    return switch (job.state()) {
      case FAILED -> failed(job);
      case CANCELLED -> Problem.of(409, "cancelled", "The job was cancelled.");
      default ->
          Problem.of(409, "not-done", "The picture is not painted yet: ask again.")
              .retryAfter(Math.min(60, job.estimatedSeconds()));
    };
  }
}
