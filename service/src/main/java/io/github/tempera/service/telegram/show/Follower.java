package io.github.tempera.service.telegram.show;

import com.pengrad.telegrambot.model.request.ChatAction;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.service.Service;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.telegram.conversation.Menu;
import io.github.tempera.service.telegram.conversation.Note;
import io.github.tempera.service.telegram.conversation.Texts;
import io.github.tempera.service.telegram.conversation.Work;
import io.github.tempera.service.telegram.show.Works.Ordered;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Follows what has been ordered: tells how far it is, and has the result sent. */
public final class Follower {
  private static final Duration TICKET_AFTER = Duration.ofSeconds(3);
  private static final Duration BETWEEN_EDITS = Duration.ofSeconds(3);

  /** Telegram shows an action for five seconds. */
  private static final Duration BETWEEN_ACTIONS = Duration.ofMillis(4500);

  private final Service service;
  private final Outbox outbox;
  private final Works works;
  private final Menu menu;
  private final Asides asides;
  private final Map<String, Shown> shown = new HashMap<>();
  private final Map<Long, Long> acted = new HashMap<>();

  /** What was ordered with a service, in a bot's works. */
  public Follower(Service service, Outbox outbox, Works works, Menu menu, Asides asides) {
    this.service = service;
    this.outbox = outbox;
    this.works = works;
    this.menu = menu;
    this.asides = asides;
  }

  private record Shown(String text, long at) {}

  /** Looks once after everything under way. */
  public void look() {
    List<Ordered> all = works.ordered();
    for (Ordered ordered : all) {
      Optional<Job> job = service.jobs().get(ordered.job());
      if (job.isEmpty() || job.get().state().isFinal()) {
        end(ordered, job);
      } else {
        showProgress(ordered, job.get());
      }
    }
    Set<String> known =
        all.stream().map(ordered -> ordered.work().id()).collect(Collectors.toSet());
    shown.keySet().retainAll(known);
    long now = service.clock().millis();
    acted.values().removeIf(at -> now - at > BETWEEN_ACTIONS.toMillis());
  }

  private void end(Ordered ordered, Optional<Job> job) {
    Work work = ordered.work();
    Texts texts = Texts.of(work.language());
    service
        .database()
        .run(
            handle -> {
              if (!works.end(handle, work.id())) {
                return;
              }
              if (ordered.ticket() != null) {
                outbox.add(handle, work.chat(), Note.ticketOff(work));
              }
              if (job.isPresent() && job.get().state() == Job.State.CANCELLED) {
                return;
              }
              outbox.add(handle, work.chat(), outcome(work, job, texts));
            });
  }

  private Note outcome(Work work, Optional<Job> job, Texts texts) {
    if (job.isEmpty()) {
      return Note.text(texts.get("gone.result"), work.message());
    }
    if (job.get().state() == Job.State.FAILED) {
      Kind kind = job.get().errorKind().orElse(Kind.FAILED);
      return Note.text(texts.get(Texts.keyOf(kind)), work.message());
    }
    return Note.result(work, menu, texts);
  }

  private void showProgress(Ordered ordered, Job job) {
    Work work = ordered.work();
    long now = service.clock().millis();
    if (now - acted.getOrDefault(work.chat(), 0L) >= BETWEEN_ACTIONS.toMillis()) {
      acted.put(work.chat(), now);
      asides.act(work.chat(), action(work, job));
    }
    Texts texts = Texts.of(work.language());
    Note ticket = Note.ticket(work, progress(job, texts), texts);
    if (ordered.ticket() == null && now - ordered.ordered() >= TICKET_AFTER.toMillis()) {
      shown.put(work.id(), new Shown(ticket.text(), now));
      service
          .database()
          .run(
              handle -> {
                works.setTicket(handle, work.id(), 0);
                outbox.add(handle, work.chat(), ticket);
              });
    } else if (ordered.ticket() != null && ordered.ticket() > 0) {
      edit(work, ordered.ticket(), ticket, now);
    }
  }

  private void edit(Work work, int message, Note ticket, long now) {
    Shown last = shown.getOrDefault(work.id(), new Shown("", 0));
    if (!last.text.equals(ticket.text()) && now - last.at >= BETWEEN_EDITS.toMillis()) {
      shown.put(work.id(), new Shown(ticket.text(), now));
      asides.edit(work.chat(), message, ticket);
    }
  }

  private static ChatAction action(Work work, Job job) {
    if (job.state() == Job.State.QUEUED) {
      return ChatAction.typing;
    }
    return work.full() ? ChatAction.upload_document : ChatAction.upload_photo;
  }

  private static String progress(Job job, Texts texts) {
    if (job.state() == Job.State.QUEUED) {
      return texts.get(
          "ticket.queued",
          String.valueOf(job.position()),
          String.valueOf(Math.max(1, job.estimatedSeconds())));
    }
    return job.total() > 1
        ? texts.get("ticket.progress", String.valueOf(100 * job.done() / job.total()))
        : texts.get("ticket.running");
  }
}
