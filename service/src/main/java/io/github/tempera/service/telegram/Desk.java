package io.github.tempera.service.telegram;

import io.github.tempera.TemperaException;
import io.github.tempera.service.Service;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.QueueFull;
import io.github.tempera.service.job.Refused;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.telegram.Inbox.Unit;
import io.github.tempera.service.telegram.Incoming.Kind;
import io.github.tempera.service.telegram.conversation.Act;
import io.github.tempera.service.telegram.conversation.Conversation;
import io.github.tempera.service.telegram.conversation.Heard;
import io.github.tempera.service.telegram.conversation.Menu;
import io.github.tempera.service.telegram.conversation.Note;
import io.github.tempera.service.telegram.conversation.State;
import io.github.tempera.service.telegram.conversation.Texts;
import io.github.tempera.service.telegram.conversation.Turn;
import io.github.tempera.service.telegram.conversation.Work;
import io.github.tempera.service.telegram.show.Asides;
import io.github.tempera.service.telegram.show.CallFailed;
import io.github.tempera.service.telegram.show.MenuPages;
import io.github.tempera.service.telegram.show.Outbox;
import io.github.tempera.service.telegram.show.Works;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works off what has come in. What follows from an update is stored with it or not at all. */
final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final int MOST_ATTEMPTS = 8;

  private final Service service;
  private final Database database;
  private final BotOptions options;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Works works;
  private final Conversations conversations;
  private final Listener listener;
  private final Conversation conversation;
  private final Menu menu;
  private final MenuPages pages;
  private final Asides asides;

  Desk(
      Service service,
      BotOptions options,
      Inbox inbox,
      Outbox outbox,
      Works works,
      Conversations conversations,
      Listener listener,
      Menu menu,
      MenuPages pages,
      Asides asides) {
    this.service = service;
    this.database = service.database();
    this.options = options;
    this.inbox = inbox;
    this.outbox = outbox;
    this.works = works;
    this.conversations = conversations;
    this.listener = listener;
    this.menu = menu;
    this.pages = pages;
    this.asides = asides;
    this.conversation =
        new Conversation(
            service.options().model(),
            options.photoSize(),
            options.staleAfter().toSeconds(),
            Math.max(1, service.options().limits().retention().toMinutes()),
            menu::presetOf);
  }

  /** Does one thing, or puts it off. */
  void work(Unit unit) {
    try {
      if (unit.first().kind() == Kind.GONE) {
        forget(unit.first().chat(), Optional.of(unit));
      } else if (unit.parts().stream().noneMatch(Incoming::addressed)) {
        database.run(handle -> inbox.finish(handle, unit));
      } else {
        answer(unit, heard(unit));
      }
    } catch (CallFailed e) {
      LOG.info("Telegram did not give a picture: {}", e.getMessage());
      inbox.postpone(unit, e.pause(unit.attempts()));
    } catch (RuntimeException e) {
      LOG.error("An update could not be worked off", e);
      giveUpOrPostpone(unit);
    }
  }

  private void giveUpOrPostpone(Unit unit) {
    if (unit.attempts() < 2) {
      inbox.postpone(unit, Duration.ofSeconds(2));
    } else {
      say(unit, new Act.Say("error"));
    }
  }

  private Heard heard(Unit unit) {
    try {
      return listener.hear(unit);
    } catch (NotUsable e) {
      return e.why();
    } catch (CallFailed e) {
      if (unit.attempts() < MOST_ATTEMPTS) {
        throw e;
      }
      return new Heard.BadPicture("refuse.fetch");
    }
  }

  private void answer(Unit unit, Heard heard) {
    Incoming first = unit.first();
    State state = conversations.state(first.chat(), first.person());
    Optional<Work> waiting =
        Optional.ofNullable(state.waiting()).flatMap(works::get).filter(listener::isThere);
    Turn turn =
        conversation.hear(
            new Conversation.Place(
                first.chat(),
                first.person(),
                first.language(),
                first.message(),
                state,
                waiting.orElse(null)),
            heard);
    boolean cancelled = cancel(turn, first);
    try {
      boolean done =
          database.write(
              handle -> {
                if (!inbox.finish(handle, unit)) {
                  return false;
                }
                conversations.setState(handle, first.chat(), first.person(), turn.state());
                for (Act act : turn.acts()) {
                  perform(handle, first, act, cancelled);
                }
                if (heard instanceof Heard.Press press && press.work() != null) {
                  works.use(handle, press.work().id());
                }
                return true;
              });
      if (done) {
        afterwards(first, turn, cancelled);
      }
    } catch (Refused e) {
      String busy = e instanceof QueueFull ? "busy.all" : "busy.person";
      sayOrAnswer(unit, busy, String.valueOf(e.retryAfterSeconds()));
    } catch (TemperaException e) {
      // Such as a picture that has gone in this very moment.
      sayOrAnswer(unit, Texts.keyOf(e.kind()));
    }
  }

  /** Calling off twice does no harm, losing it would: so it comes before the transaction. */
  private boolean cancel(Turn turn, Incoming first) {
    boolean any = false;
    for (Act act : turn.acts()) {
      if (act instanceof Act.Cancel cancel && cancel.work().person() == first.person()) {
        any |= works.job(cancel.work().id()).map(service.jobs()::cancel).orElse(false);
      } else if (act instanceof Act.CancelAll) {
        for (Works.Ordered ordered : works.ordered()) {
          Work work = ordered.work();
          if (work.chat() == first.chat() && work.person() == first.person()) {
            any |= service.jobs().cancel(ordered.job());
          }
        }
      }
    }
    return any;
  }

  private void perform(Handle handle, Incoming first, Act act, boolean cancelled) {
    Texts texts = Texts.of(first.language());
    int replyTo = Incoming.isGroup(first.chat()) ? first.message() : 0;
    if (act instanceof Act.Say say) {
      String text = texts.get(say.text(), say.values().toArray());
      outbox.add(handle, first.chat(), Note.text(text, replyTo));
    } else if (act instanceof Act.CancelAll) {
      String text = texts.get(cancelled ? "cancelled" : "cancelled.none");
      outbox.add(handle, first.chat(), Note.text(text, replyTo));
    } else if (act instanceof Act.ShowStyles show) {
      works.add(handle, show.draft(), null);
      outbox.add(handle, first.chat(), Note.menu(show.draft(), menu, texts));
    } else if (act instanceof Act.Paint paint) {
      Work work = paint.work();
      Job job =
          service
              .jobs()
              .accept(
                  handle,
                  "telegram:" + work.person(),
                  work.orderOrThrow(),
                  Optional.of("update:" + options.botId() + ":" + first.update()));
      works.add(handle, work, job.id());
    }
  }

  private void afterwards(Incoming first, Turn turn, boolean cancelled) {
    Texts texts = Texts.of(first.language());
    for (Act act : turn.acts()) {
      if (act instanceof Act.Answer answer) {
        answerPress(
            first,
            answer.text().isEmpty() ? "" : texts.get(answer.text(), answer.values().toArray()));
      } else if (act instanceof Act.Cancel cancel) {
        boolean own = cancel.work().person() == first.person();
        String key = cancelled ? "cancelled" : own ? "cancelled.late" : "not.yours";
        answerPress(first, texts.get(key));
      } else if (act instanceof Act.TurnPage turnPage) {
        turnPage(first, turnPage, texts);
      }
    }
  }

  private void turnPage(Incoming first, Act.TurnPage turn, Texts texts) {
    int page = menu.page(turn.page());
    asides.turn(
        first.chat(),
        first.message(),
        pages.jpeg(page),
        texts.get("menu"),
        menu.keys(turn.draft(), page, texts));
  }

  private void answerPress(Incoming first, String text) {
    if (first.press() != null) {
      asides.answer(first.press(), text);
    }
  }

  private void sayOrAnswer(Unit unit, String key, String... values) {
    Incoming first = unit.first();
    if (first.press() == null) {
      say(unit, new Act.Say(key, values));
    } else {
      database.run(handle -> inbox.finish(handle, unit));
      answerPress(first, Texts.of(first.language()).get(key, (Object[]) values));
    }
  }

  private void say(Unit unit, Act.Say say) {
    database.run(
        handle -> {
          if (inbox.finish(handle, unit)) {
            perform(handle, unit.first(), say, false);
          }
        });
  }

  /** Nobody listens in that chat any more: calls everything off that is under way for it. */
  void forget(long chat, Optional<Unit> unit) {
    database.run(
        handle -> {
          unit.ifPresent(it -> inbox.finish(handle, it));
          outbox.dropChat(handle, chat);
          conversations.forgetChat(handle, chat);
          works.forgetChat(handle, chat).forEach(job -> service.jobs().cancel(handle, job));
        });
  }
}
