package io.github.tempera.service.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tempera.service.job.Job;

/** A job as clients see it. */
final class JobView {
  private JobView() {}

  static String path(Job job) {
    return "/api/v1/jobs/" + job.id();
  }

  static ObjectNode json(Job job) {
    ObjectNode json = Json.object();
    json.put("id", job.id());
    json.put("state", Values.word(job.state()));
    json.put("position", job.position());
    json.put("estimatedSeconds", job.estimatedSeconds());
    json.put("done", job.done());
    json.put("total", job.total());
    job.error().ifPresent(error -> json.put("error", error));
    if (job.result().isPresent()) {
      json.put("result", path(job) + "/result");
      json.put("mediaType", job.mediaType());
    }
    json.put("created", job.created().toString());
    job.started().ifPresent(time -> json.put("started", time.toString()));
    job.finished().ifPresent(time -> json.put("finished", time.toString()));
    job.expires().ifPresent(time -> json.put("expires", time.toString()));
    return json;
  }
}
